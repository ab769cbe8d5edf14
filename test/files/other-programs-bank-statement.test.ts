import { describe, expect, it } from 'vitest';
import { parseDay } from '../../domain/kernel/day.ts';
import { payments, windows1252 } from './read-other-programs.ts';

const POSTBANK = `Umsatzauskunft;
Name;Muster Handel;
BLZ;37010050;
Kontonummer;1234567890;

Buchungsdatum;Wertstellung;Umsatzart;Rechnung;Auftraggeber;Referenz;Betrag (€)
28.12.2026;28.12.2026;Gutschrift;2026-1001;Müller KG;PB-1;1.000,00 €
28.12.2026;28.12.2026;Gutschrift;2026-1002;Weiß AG;PB-2;950,00 €
29.12.2026;29.12.2026;Rücklastschrift;2026-1001;Müller KG;PB-3;-1.000,00 €
`;
const POSTBANK_MAPPING = `
payments:
  encoding: windows-1252
  linesAbove: 5
  separator: ";"
  dates: DD.MM.YYYY
  decimalSign: ","
  thousands: "."
  units: [€]
  negativeRows: chargeback
  columns:
    invoice: Rechnung
    bookedOn: Buchungsdatum
    amount: Betrag (€)
    currency: { always: EUR }
    externalId: Referenz
`;
const DECEMBER = (day: number) => parseDay(`2026-12-${day}`);
const POSTBANK_ROWS = [
  ['2026-1001', DECEMBER(28), 100_000, 'payment', 'PB-1'],
  ['2026-1002', DECEMBER(28), 95_000, 'payment', 'PB-2'],
  ['2026-1001', DECEMBER(29), 100_000, 'chargeback', 'PB-3'],
];

describe('the statement of a bank is read as it is', () => {
  it('in Windows-1252, with a letterhead, points and euro signs, and money that went back (F1)', async () => {
    const read = await payments(windows1252(POSTBANK), POSTBANK_MAPPING);
    expect(read).toEqual({ rows: POSTBANK_ROWS, problems: [] });
  });

  it('also where the number of lines above the header changes with each export', async () => {
    const named = POSTBANK_MAPPING.replace('linesAbove: 5', 'headerHas: [Buchungsdatum, Betrag (€)]');
    for (const more of ['', 'Zeitraum;Dezember "2026";\n', '"BLZ";"\n']) {
      const read = await payments(windows1252(more + POSTBANK), named);
      expect(read).toEqual({ rows: POSTBANK_ROWS, problems: [] });
    }
  });

  it('but what the mapping does not speak of is refused, with what to write', async () => {
    const without = (line: string) => POSTBANK_MAPPING.replace(new RegExp(`^ *${line}.*\n`, 'm'), '');
    const problemsOf = async (yaml: string) => (await payments(windows1252(POSTBANK), yaml)).problems;
    expect(await problemsOf(without('encoding'))).toEqual([
      'f.csv:6: has bytes that are not UTF-8; the file looks like Windows-1252: write encoding: windows-1252 in a mapping file, or save it as UTF-8',
    ]);
    expect((await problemsOf(without('units')))[0]).toBe(
      'f.csv:7: amount (Betrag (€)): "1.000,00 €" is no amount with decimal sign "," and "." between thousands; write one like 123,45; units: [€] reads amounts with €',
    );
    expect(await problemsOf(without('negativeRows'))).toEqual([
      'f.csv:9: amount (Betrag (€)): "-1.000,00 €" is negative; write what such a row is: negativeRows: chargeback, reversal, refund or skip, in the mapping',
    ]);
    expect(await problemsOf(without('linesAbove'))).toContain(
      'f.csv:1: invoice: column Rechnung is missing; the file has Umsatzauskunft',
    );
    expect(await problemsOf(POSTBANK_MAPPING.replace('linesAbove: 5', 'headerHas: [Betrag]'))).toEqual([
      'f.csv:1: has no line with the columns Betrag among its first 9; headerHas names columns as the file writes them',
    ]);
    expect(await problemsOf(POSTBANK_MAPPING.replace('linesAbove: 5', 'linesAbove: 50'))).toEqual([
      'f.csv:1: has 9 lines, and linesAbove says that 50 stand above the header',
    ]);
  });

  it('and a header that stands further down is pointed out', async () => {
    const silent = POSTBANK_MAPPING.replace(/ *linesAbove.*\n/, '');
    expect((await payments(windows1252(POSTBANK), silent)).problems.at(-1)).toBe(
      'f.csv:1: line 6 has Rechnung, Buchungsdatum, Referenz, Betrag (€): write linesAbove: 5, or headerHas: [Rechnung, Buchungsdatum]',
    );
    const foreign = windows1252('Datum;Wert\n1;2\n');
    expect((await payments(foreign, silent)).problems.at(-1)).not.toContain('linesAbove');
  });

  it('with a mark, quotes and a balance above the header (F4)', async () => {
    const dkb = [
      '\uFEFF"DKB-Business";"DE00 0000 0000 0000 0000 00"',
      '""',
      '"Kontostand vom 21.09.2026:";"12.345,67 €"',
      '""',
      '"Buchungsdatum";"Wertstellung";"Status";"Verwendungszweck";"Betrag (€)";"Kundenreferenz"',
      '"21.09.2026";"21.09.2026";"Gebucht";"2026-1001";"1.000,00";"NOTPROVIDED-1"',
      '"22.09.2026";"22.09.2026";"Vorgemerkt";"2026-1002";"10,00";"NOTPROVIDED-2"',
      '',
    ].join('\n');
    const read = await payments(
      dkb,
      `
payments:
  linesAbove: 4
  separator: ";"
  dates: DD.MM.YYYY
  decimalSign: ","
  thousands: "."
  where: { Status: Gebucht }
  columns:
    invoice: Verwendungszweck
    bookedOn: Buchungsdatum
    amount: Betrag (€)
    currency: { always: EUR }
    externalId: Kundenreferenz
`,
    );
    expect(read).toEqual({
      rows: [['2026-1001', parseDay('2026-09-21'), 100_000, 'payment', 'NOTPROVIDED-1']],
      problems: ['f.csv:7: rows were left out, as the mapping says: 1 by where'],
    });
  });
});
