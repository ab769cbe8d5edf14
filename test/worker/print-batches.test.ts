import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { publishChannelSettings } from '../../db/creditor/channel-settings.ts';
import type { PrintHouseSettings } from '../../domain/channels/letter.ts';
import { letterAdapter } from '../../gateways/letters/adapter.ts';
import { closingPrintBatches } from '../../worker/print-batches.ts';
import { addCreditor } from '../db/samples.ts';
import { freshDatabase } from '../db/test-database.ts';
import { levelDelivery, RECIPIENT, reminder } from '../gateways/contents.ts';

const HOUSE: PrintHouseSettings = {
  kind: 'printHouse',
  folder: 'print',
  form: 'combined',
  closesAt: '18:00',
};
/** 18:00 in Amsterdam, in winter. */
const CLOSES = Date.UTC(2026, 2, 2, 17);

async function office() {
  const outbox = mkdtempSync(join(tmpdir(), 'dunwell-print-'));
  onTestFinished(() => rmSync(outbox, { recursive: true, force: true }));
  const db = await freshDatabase();
  await db.transaction((tx) => addCreditor(tx));
  const publish = (letter: PrintHouseSettings) =>
    db.transaction((tx) =>
      publishChannelSettings(tx, {
        creditor: 'acme',
        settings: { letter },
        hash: JSON.stringify(letter),
        at: 1,
        by: 'me',
      }),
    );
  await publish(HOUSE);
  const gateway = letterAdapter.open(HOUSE, {
    folder: outbox,
    outbox: undefined as never,
    secretOf: async () => '',
    readFile: async () => '',
  });
  const close = (asOf: number) => closingPrintBatches(db, outbox)(asOf, () => undefined);
  const place = (...names: string[]) => join(outbox, 'print', 'acme', ...names);
  return { publish, gateway, close, place };
}

test('a batch is closed at the creditor’s local time, and not before', async () => {
  const { gateway, close, place } = await office();
  await gateway.deliver({ ...levelDelivery(), asOf: CLOSES - 1 });
  expect(await close(CLOSES - 1)).toEqual([]);
  expect(existsSync(place('2026-03-02'))).toBe(false);
  expect(await close(CLOSES)).toEqual([]);
  const { letterCount, files } = JSON.parse(readFileSync(place('2026-03-02', 'manifest.json'), 'utf8'));
  expect(letterCount).toBe(1);
  expect(readFileSync(place('2026-03-02', files[0]), 'latin1')).toMatch(/^%PDF-1\.7/);
});

test('a batch that cannot be closed is told by its creditor, and closed as soon as it can be', async () => {
  const { gateway, close, place, publish } = await office();
  await gateway.deliver({ ...levelDelivery(), asOf: CLOSES - 1 });
  const logo = place('logo.png');
  await publish({ ...HOUSE, layout: { logo } });
  expect(await close(CLOSES)).toEqual([
    expect.stringMatching(/^The letters of acme for the print house: The logo .* cannot be read \(ENOENT\)/),
  ]);
  writeFileSync(logo, readFileSync(join(import.meta.dirname, '../gateways/letters/logo.png')));
  expect(await close(CLOSES + 300_000)).toEqual([]);
  expect(existsSync(place('2026-03-02', 'manifest.json'))).toBe(true);
});

test('a letter that nobody can deliver is refused before it lies in a batch', async () => {
  const { gateway } = await office();
  const content = reminder({ recipient: { ...RECIPIENT, name: '张伟' } });
  await expect(gateway.deliver({ ...levelDelivery(content), asOf: CLOSES })).rejects.toMatchObject({
    isTemporary: false,
    message: expect.stringContaining("letters that the layout's fonts lack"),
  });
});
