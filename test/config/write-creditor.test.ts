import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { type CreditorLoad, readCreditor } from '../../config/load.ts';
import { writeCreditor } from '../../config/write-creditor.ts';

const examples = new URL('../../examples/', import.meta.url);
const files = readdirSync(examples).filter((file) => file.endsWith('.creditor.yaml'));

function read(source: string): Extract<CreditorLoad, { ok: true }> {
  const loaded = readCreditor(source);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded;
}

it.each(files)('%s written again says the same', (file) => {
  const { creditor, hash } = read(readFileSync(new URL(file, examples), 'utf8'));
  const again = read(writeCreditor(creditor));
  expect(again.creditor).toEqual(creditor);
  expect(again.hash).toBe(hash);
});
