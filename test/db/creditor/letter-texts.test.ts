import { expect, it } from 'vitest';
import { findCreditor, saveCreditor } from '../../../db/creditor/creditors.ts';
import {
  findLetterTexts,
  letterTextsVersions,
  publishLetterTexts,
  withdrawLetterTexts,
} from '../../../db/creditor/letter-texts.ts';
import { acme } from '../samples.ts';
import { freshDatabase } from '../test-database.ts';

const texts = (greeting: string) => ({ words: { nl: { greeting } }, layouts: {} });

it('letter texts have versions by what they say; those in force stay when the creditor file changes', async () => {
  const db = await freshDatabase();
  await db.transaction(async (tx) => {
    const publish = (hash: string, at: number) =>
      publishLetterTexts(tx, { creditor: 'acme', texts: texts(hash), hash, at, by: 'anna' });
    const inForce = async () => (await findCreditor(tx, 'acme'))?.textsHash;
    await saveCreditor(tx, acme, 1);
    expect(await publish('a', 1)).toEqual({ version: 1, isNew: true });
    expect(await publish('a', 2)).toEqual({ version: 1, isNew: false });
    expect(await publish('b', 3)).toEqual({ version: 2, isNew: true });
    await saveCreditor(tx, { ...acme, name: 'Acme N.V.' }, 2);
    expect(await inForce()).toBe('b');
    await withdrawLetterTexts(tx, 'acme');
    expect(await inForce()).toBeNull();
    expect(await findLetterTexts(tx, 'acme', 'a')).toEqual(texts('a'));
    expect(await findLetterTexts(tx, 'other', 'a')).toBeUndefined();
    expect(await publish('b', 4)).toEqual({ version: 2, isNew: false });
    expect(await inForce()).toBe('b');
    expect((await letterTextsVersions(tx, 'acme')).map(({ version, hash }) => [version, hash])).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
  });
});
