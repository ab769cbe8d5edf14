import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inProcess } from '../in-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'dunwell-mapping-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const tried = (...args: string[]) => inProcess(['mapping', 'try', ...args]);
const ROWS = Array.from(
  { length: 12 },
  (_, i) => `R-${i};K1;0${(i % 9) + 1}.10.2026;31.10.2026;1.${i + 100},00 €`,
);
const EXPORT = file(
  'export.csv',
  `Export vom 31.10.2026\nRechnung;Kunde;Datum;Fällig;Betrag\n${ROWS.join('\n')}\nR-99;K1;x;;1,00 €\n`,
);

describe('mapping try', () => {
  it('shows ten rows as they would be taken, what is wrong, and the mapping, without a database', async () => {
    const { code, out, err } = await tried(EXPORT);
    expect(code).toBe(0);
    const [titles, ...rows] = out.split('\n');
    expect(titles).toBe('line\tis\tnumber\tcustomer\tissuedOn\tdueOn\tamount');
    expect(rows[0]).toBe('3\tinvoice\tR-0\tK1\t2026-10-01\t2026-10-31\t1100.00 EUR');
    expect(rows.filter((row) => row.includes('\tinvoice\t'))).toHaveLength(10);
    expect(out).toContain('\ninvoices:\n  headerHas: [ Rechnung, Kunde, Datum ]');
    expect(err).toContain('export.csv:15: issuedOn (Datum): "x" is no date in the form DD.MM.YYYY');
    expect(err).toContain('export.csv: invoices; 12 rows would be taken, 1 refused.');
    expect(err).toContain('Unclear: issuedOn: "x" is not written as DD.MM.YYYY.');
  });

  it('writes the mapping where --out says, and then tries that one', async () => {
    const out = join(folder, 'm.yaml');
    const written = await tried(EXPORT, '--out', out);
    expect(written).toMatchObject({ code: 0, out: expect.not.stringContaining('invoices:') });
    expect(written.err).toContain(`Wrote ${out}: look at it, and try it with --mapping ${out}.`);
    expect(readFileSync(out, 'utf8')).toContain('dates: DD.MM.YYYY');
    const again = await tried(EXPORT, '--mapping', out);
    expect(again.code).toBe(0);
    expect(again.out.split('\n')[1]).toBe('3\tinvoice\tR-0\tK1\t2026-10-01\t2026-10-31\t1100.00 EUR');
    expect(again.err).toContain('12 rows would be taken, 1 refused.');
  });

  it('gives a pipe the mapping and nothing else', async () => {
    const { code, out, err } = await tried(EXPORT, '--out', '-');
    expect(code).toBe(0);
    expect(out).toMatch(/^# Guessed by dunwell mapping try.*\n/);
    expect(out).not.toContain('\tinvoice\t');
    expect(err).toContain('12 rows would be taken');
  });

  it('answers in JSON', async () => {
    const { code, out } = await tried(EXPORT, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      kind: 'invoices',
      good: 12,
      refused: 1,
      mapping: expect.stringContaining('separator: ;'),
      rows: expect.arrayContaining([
        {
          line: 3,
          is: 'invoice',
          fields: {
            number: 'R-0',
            customer: 'K1',
            issuedOn: '2026-10-01',
            dueOn: '2026-10-31',
            amount: '1100.00 EUR',
          },
        },
      ]),
      problems: [expect.stringContaining('"x" is no date')],
      moreProblems: 0,
    });
  });

  it('fails when the guess cannot be finished, and writes what there is', async () => {
    const out = join(folder, 'half.yaml');
    const poor = file('poor.csv', 'Datum;Betrag;Notiz\n01.10.2026;5,00;a\n02.10.2026;7,00;b\n');
    const { code, err } = await tried(poor, '--out', out);
    expect(code).toBe(1);
    expect(err).toContain('Unclear: invoice: no column seems to be it; write invoice: COLUMN.');
    expect(err).toContain('poor.csv cannot be read like this.');
    expect(readFileSync(out, 'utf8')).toContain('# Unclear: invoice: no column seems to be it');
  });

  it.each([
    ['a file that is not there', ['nowhere.csv'], 1, 'There is no file nowhere.csv.'],
    [
      'a kind that is not known',
      [EXPORT, '--kind', 'invoice'],
      2,
      'Write one of invoices, payments, customers',
    ],
    ['a currency that is not known', [EXPORT, '--currency', 'Euro'], 2, '--currency Euro is no currency'],
    [
      '--out beside --mapping',
      [EXPORT, '--mapping', 'm.yaml', '--out', 'n.yaml'],
      2,
      '--out is for a guessed mapping',
    ],
    ['--out that is a folder', [EXPORT, '--out', folder], 1, 'is a folder: name a file.'],
  ])('refuses %s', async (_, args, code, message) => {
    const ran = await tried(...args);
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(message);
  });

  it('asks which of several sections of a mapping is meant', async () => {
    const both = file('both.yaml', 'invoices: {}\npayments: {}\n');
    expect(await tried(EXPORT, '--mapping', both)).toMatchObject({
      code: 2,
      err: expect.stringContaining('has sections invoices and payments: say which with --kind.'),
    });
    const other = file('other.yaml', 'contacts: {}\n');
    expect(await tried(EXPORT, '--mapping', other)).toMatchObject({
      code: 1,
      err: expect.stringContaining('has no section invoices, payments, customers.'),
    });
  });
});
