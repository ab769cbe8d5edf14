import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvRecord, MAX_RECORD, readRecords } from '../../files/records.ts';

async function* pieces(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function records(text: string, size = 64, separator = ','): Promise<CsvRecord[]> {
  const all: CsvRecord[] = [];
  for await (const record of readRecords(pieces(text, size), separator)) all.push(record);
  return all;
}

describe('records are read', () => {
  it.each<[string, string, CsvRecord[]]>([
    [
      'LF',
      'a,b\n1,2\n',
      [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['1', '2'] },
      ],
    ],
    [
      'CRLF',
      'a,b\r\n1,2\r\n',
      [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['1', '2'] },
      ],
    ],
    [
      'no last line end',
      'a,b\n1,2',
      [
        { line: 1, cells: ['a', 'b'] },
        { line: 2, cells: ['1', '2'] },
      ],
    ],
    [
      'a last blank field',
      'a,\n1,""',
      [
        { line: 1, cells: ['a', ''] },
        { line: 2, cells: ['1', ''] },
      ],
    ],
    ['quotes', '"a ""b"" c",\r\n', [{ line: 1, cells: ['a "b" c', ''] }]],
    ['CR inside quotes', '"a\r\nb"\r\n', [{ line: 1, cells: ['a\r\nb'] }]],
    [
      'blank lines',
      'a\n\n\r\n , \nb\n',
      [
        { line: 1, cells: ['a'] },
        { line: 5, cells: ['b'] },
      ],
    ],
    [
      'quoted line breaks',
      'a\n"x\ny\nz"\nb\n',
      [
        { line: 1, cells: ['a'] },
        { line: 2, cells: ['x\ny\nz'] },
        { line: 5, cells: ['b'] },
      ],
    ],
  ])('with %s, in pieces of any size', async (_, text, expected) => {
    for (let size = 1; size <= text.length; size++) expect(await records(text, size)).toEqual(expected);
  });

  it('and those after an open quote are not lost', async () => {
    const text = 'a,b\n1,"2\n3,4\n5,"6"\n7,8\n';
    for (let size = 1; size <= text.length; size++) {
      const all = await records(text, size);
      expect(all.filter((record) => 'malformed' in record).map(({ line }) => line)).toEqual([2]);
      expect(all.filter((record) => 'cells' in record).map(({ line }) => line)).toEqual([1, 3, 4, 5]);
    }
  });

  it('and a quote opened in a later line of a record is named by that line', async () => {
    const all = await records('"a\nb","c\nd\n');
    expect(all.map(({ line }) => line)).toEqual([2, 3]);
  });

  it.each([-1, 0, 1])('up to the longest record and %i characters', async (over) => {
    const text = 'x'.repeat(MAX_RECORD - 1 + over);
    const all = await records(`${text}\nb\n`, 1000);
    expect(all.map((record) => ('cells' in record ? 'read' : record.malformed))).toEqual(
      over > 0 ? [`is longer than ${MAX_RECORD} characters`, 'read'] : ['read', 'read'],
    );
  });

  it('and memory holds no more than one record of a file whose quote is never closed', async () => {
    let given = 0;
    async function* endless() {
      yield 'a\n"';
      for (; given < 20 * MAX_RECORD; given += 1024) yield `${'x'.repeat(1023)}\n`;
    }
    for await (const record of readRecords(endless(), ',')) {
      if ('malformed' in record) {
        expect(record).toMatchObject({ line: 2, malformed: 'opens a quote that is never closed' });
        break;
      }
    }
    expect(given).toBeLessThanOrEqual(MAX_RECORD + 2048);
  });
});

const cell = fc.string({
  unit: fc.constantFrom('a', 'é', '€', '😀', '"', ',', ';', '\n', '\r', ' ', '\t', "'", '=', '0'),
  maxLength: 8,
});
const table = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }));

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const needsQuotes = (text: string) => /["\n\r,;]/.test(text);

describe('whatever was written as CSV', () => {
  it('is read back as it was, in pieces of any size', async () => {
    const size = fc.integer({ min: 1, max: 9 });
    const lineEnd = fc.constantFrom('\n', '\r\n');
    await fc.assert(
      fc.asyncProperty(table, size, lineEnd, fc.boolean(), async (rows, pieceSize, end, all) => {
        const write = (text: string) => (all || needsQuotes(text) ? quoted(text) : text);
        const text = rows.map((row) => row.map(write).join(',') + end).join('');
        const read = await records(text, pieceSize);
        const kept = rows.filter((row) => row.some((one) => one.trim() !== ''));
        expect(read.map((record) => ('cells' in record ? record.cells : record.malformed))).toEqual(kept);
      }),
      { numRuns: 300 },
    );
  });

  it('is read as a well-known parser reads it', async () => {
    const wild = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', '1'), maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(wild, fc.integer({ min: 1, max: 9 }), async (text, size) => {
        let expected: string[][];
        try {
          expected = parse(text, { relax_column_count: true, record_delimiter: ['\r\n', '\n'] });
        } catch {
          return;
        }
        const read = await records(text, size);
        const kept = expected.filter((row) => row.some((one) => one.trim() !== ''));
        expect(read.map((record) => ('cells' in record ? record.cells : record.malformed))).toEqual(kept);
      }),
      { numRuns: 500 },
    );
  });

  it('or was not, never throws and never skips a line without a word', async () => {
    const wild = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' '), maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(wild, fc.integer({ min: 1, max: 9 }), async (text, size) => {
        const lines = (await records(text, size)).map(({ line }) => line);
        expect([...new Set(lines)].sort((a, b) => a - b)).toEqual(lines);
        expect(await records(text, 1000)).toEqual(await records(text, size));
      }),
      { numRuns: 500 },
    );
  });
});
