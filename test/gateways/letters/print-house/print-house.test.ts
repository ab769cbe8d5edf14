import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { LevelContent } from '../../../../contracts/effects.ts';
import { levelEffectKey } from '../../../../contracts/ids.ts';
import { PrintForm } from '../../../../domain/channels/letter.ts';
import { parseDay } from '../../../../domain/kernel/day.ts';
import { renderLetterPdf, renderLettersPdf } from '../../../../gateways/letters/pdf/render-pdf.ts';
import { type ClosingOptions, closeBatch } from '../../../../gateways/letters/print-house/close-batch.ts';
import { DISK, type Disk } from '../../../../gateways/letters/print-house/disk.ts';
import { createPrintHouse } from '../../../../gateways/letters/print-house/print-house.ts';
import { RECIPIENT, reminder } from '../../contents.ts';
import { failureOf } from '../../failure-of.ts';
import { tempFolder } from '../../temp-folder.ts';

const MONDAY = parseDay('2026-03-02')!;
const CLOSES = Date.UTC(2026, 2, 2, 17);
const HOUR = 3_600_000;
const NEXT = { on: MONDAY + 1, at: CLOSES + 24 * HOUR };

/** Rendering is tried elsewhere: here a letter is a line that says whose it is, as long as its number. */
const asLine = async ({ invoice }: LevelContent) => Buffer.from(`%PDF ${invoice.number}\n/Type /Page\n`);

function house(
  form: PrintForm = PrintForm.SINGLE,
  render: (content: LevelContent) => Promise<Uint8Array> = asLine,
) {
  const folder = tempFolder();
  const gateway = createPrintHouse({ folder: () => folder, form, render });
  const options: ClosingOptions = {
    disk: DISK,
    folder: join(folder, 'acme'),
    creditor: 'acme',
    home: 'NL',
    postage: { home: 'B', abroad: 'PRIORITY' },
    form,
    onProgress: () => undefined,
    combine: async (contents) => ({
      bytes: Buffer.concat(await Promise.all(contents.map(asLine))),
      pages: contents.map((_, nth) => nth + 1),
    }),
  };
  const deliver = (number: string, at = CLOSES - HOUR, changes: Partial<LevelContent> = {}) => {
    const content = reminder({ invoice: { ...reminder().invoice, number }, ...changes });
    return gateway.deliver({ key: keyOf(number), content, asOf: at });
  };
  const close = (closing = { on: MONDAY, at: CLOSES }, disk: Disk = DISK) =>
    closeBatch({ ...options, disk }, closing);
  const batch = (on: string) => join(folder, 'acme', on);
  const manifest = (on: string) => JSON.parse(readFileSync(join(batch(on), 'manifest.json'), 'utf8'));
  return { folder, gateway, options, deliver, close, batch, manifest };
}

const keyOf = (number: string) => levelEffectKey('acme', number, 1, 'reminder-1');
const keysOf = (manifest: { letters: { key: string }[] }) => manifest.letters.map(({ key }) => key);

describe('A letter for the print house', () => {
  it('lies ready and counts as delivered; the same key again leaves it as it is', async () => {
    const { deliver, gateway, folder } = house();
    expect(await gateway.trace(keyOf('1'), null)).toBe('absent');
    const first = await deliver('1');
    expect(first).toMatchObject({ state: 'delivered', providerId: 'invoice+acme+1+1+level+reminder-1.pdf' });
    expect(await deliver('1', CLOSES, { recipient: { ...RECIPIENT, name: 'Another' } })).toEqual(first);
    expect(await gateway.trace(keyOf('1'), null)).toBe('delivered');
    expect(readdirSync(join(folder, 'acme', '.waiting'))).toHaveLength(2);
    expect(String((await gateway.copies?.find(keyOf('1')))?.bytes)).toContain('%PDF 1');
  });

  it('goes into the batch of its day, which has a manifest for people and one for programs', async () => {
    const { deliver, close, batch, manifest } = house();
    await deliver('1');
    await deliver('2', CLOSES - 1, { recipient: { ...RECIPIENT, country: 'DE' } });
    expect(await close()).toEqual([MONDAY]);
    const letters = manifest('2026-03-02').letters;
    expect(letters).toMatchObject([
      { key: keyOf('1'), page: 1, pages: 1, country: 'NL', postage: 'B' },
      { key: keyOf('2'), page: 1, pages: 1, country: 'DE', postage: 'PRIORITY' },
    ]);
    expect(readdirSync(batch('2026-03-02')).sort()).toEqual([
      ...letters.map(({ file }: { file: string }) => file),
      'manifest.csv',
      'manifest.json',
    ]);
    const rows = parse(readFileSync(join(batch('2026-03-02'), 'manifest.csv'), 'utf8'), { columns: true });
    expect(rows).toEqual(letters.map((letter: object) => mapped(letter)));
    const told = JSON.stringify([rows, manifest('2026-03-02')]);
    for (const personal of ['Jansen', 'Keizersgracht', '1015', 'C-100', '1279'])
      expect(told).not.toContain(personal);
  });

  it.each([
    ['one millisecond before', CLOSES - 1, 'in it'],
    ['at', CLOSES, 'in the next'],
    ['one millisecond after', CLOSES + 1, 'in the next'],
  ])('handed over %s the closing time is %s %s', async (_, at, where) => {
    const { deliver, close, manifest } = house();
    await deliver('1');
    await deliver('2', at);
    await close();
    expect(keysOf(manifest('2026-03-02'))).toEqual(
      where === 'in it' ? [keyOf('1'), keyOf('2')] : [keyOf('1')],
    );
    await close(NEXT);
    if (where === 'in the next') expect(keysOf(manifest('2026-03-03'))).toEqual([keyOf('2')]);
  });

  it('handed over again after its batch is in no other one', async () => {
    const { deliver, close, batch, gateway } = house();
    const first = await deliver('1');
    await close();
    expect(await deliver('1', CLOSES + HOUR)).toEqual(first);
    expect(await gateway.trace(keyOf('1'), null)).toBe('delivered');
    expect((await gateway.copies?.find(keyOf('1')))?.type).toBe('application/pdf');
    expect(await close(NEXT)).toEqual([]);
    expect(() => readdirSync(batch('2026-03-03'))).toThrow();
  });

  it('is a temporary failure while the folder is missing', async () => {
    const { deliver, folder } = house();
    rmSync(folder, { recursive: true });
    expect(await failureOf(deliver('1'))).toMatchObject({ isTemporary: true, mayHaveArrived: false });
    mkdirSync(folder);
    expect(await deliver('1')).toMatchObject({ state: 'delivered' });
  });
});

describe('A batch', () => {
  it('is not made of nothing, and not made twice', async () => {
    const { deliver, close, batch } = house();
    expect(await close()).toEqual([]);
    expect(() => readdirSync(batch('2026-03-02'))).toThrow();
    await deliver('1');
    expect(await close()).toEqual([MONDAY]);
    expect(await close()).toEqual([]);
  });

  it('may be one file, with the page where each letter begins, and keeps no text after that', async () => {
    const { deliver, close, manifest, batch, folder } = house(PrintForm.COMBINED);
    for (const number of ['1', '2', '3']) await deliver(number);
    await close();
    const { letters, files } = manifest('2026-03-02');
    expect(letters.map(({ page, pages }: { page: number; pages: number }) => [page, pages])).toEqual([
      ...[
        [1, 1],
        [2, 2],
        [4, 3],
      ],
    ]);
    expect(readdirSync(batch('2026-03-02')).sort()).toEqual([...files, 'manifest.csv', 'manifest.json']);
    expect(readFileSync(join(batch('2026-03-02'), files[0]), 'latin1')).toMatch(
      /PDF 1[\s\S]*PDF 2[\s\S]*PDF 3/,
    );
    for (const shelf of ['.waiting', '.batched', '.batches']) {
      for (const name of readdirSync(join(folder, 'acme', shelf)).filter((one) => one.endsWith('.json'))) {
        expect(readFileSync(join(folder, 'acme', shelf, name), 'utf8')).not.toContain('Jansen');
      }
    }
  });

  it('of real letters says how many pages each has', async () => {
    const { deliver, close, manifest, options } = house(PrintForm.COMBINED, (content) =>
      renderLetterPdf(content),
    );
    await deliver('1');
    await deliver('2', CLOSES - 1, { language: 'fi' });
    await closeBatch(
      { ...options, combine: (contents) => renderLettersPdf(contents) },
      { on: MONDAY, at: CLOSES },
    );
    expect(manifest('2026-03-02').letters.map(({ page }: { page: number }) => page)).toEqual([1, 2]);
    expect(await close()).toEqual([]);
  });

  it.each([PrintForm.SINGLE, PrintForm.COMBINED])(
    'of %s letters that is killed between any two lines is whole in the end, with each letter once',
    async (form) => {
      for (let lines = 0; ; lines += 1) {
        const { deliver, close, manifest, batch } = house(form);
        for (const number of ['1', '2']) await deliver(number);
        const wasKilled = await close({ on: MONDAY, at: CLOSES }, dyingAfter(lines)).then(
          () => false,
          () => true,
        );
        // What is seen with a manifest is whole already.
        const seen = readdirOr(batch('2026-03-02'));
        if (seen.includes('manifest.json')) {
          for (const { file } of manifest('2026-03-02').letters) expect(seen).toContain(file);
        }
        await deliver('1', CLOSES + HOUR);
        await deliver('3', CLOSES + HOUR);
        await close();
        await close(NEXT);
        await close({ on: MONDAY + 2, at: CLOSES + 48 * HOUR });
        expect([keysOf(manifest('2026-03-02')), keysOf(manifest('2026-03-03'))]).toEqual([
          [keyOf('1'), keyOf('2')],
          [keyOf('3')],
        ]);
        expect(readdirOr(batch('2026-03-04'))).toEqual([]);
        if (!wasKilled) return;
      }
    },
  );
});

/** A disk that does so much, then the process is gone. */
function dyingAfter(lines: number): Disk {
  let left = lines;
  const counted = <Rest extends readonly unknown[], Result>(work: (...rest: Rest) => Promise<Result>) => {
    return async (...rest: Rest) => {
      if (left === 0) throw new Error('killed');
      left -= 1;
      return work(...rest);
    };
  };
  return {
    list: counted(DISK.list),
    read: counted(DISK.read),
    put: counted(DISK.put),
    makeFolder: counted(DISK.makeFolder),
    share: counted(DISK.share),
    move: counted(DISK.move),
    remove: counted(DISK.remove),
  };
}

function readdirOr(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function mapped(letter: object): Record<string, string> {
  return Object.fromEntries(Object.entries(letter).map(([name, value]) => [name, String(value)]));
}
