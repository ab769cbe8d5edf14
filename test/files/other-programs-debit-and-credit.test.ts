import { describe, expect, it } from 'vitest';
import { parseDay } from '../../domain/kernel/day.ts';
import { invoices, payments, windows1252 } from './read-other-programs.ts';

const DATEV = `"EXTF";700;21;"Buchungsstapel";13;20261031120000000;;"RE";"";"";1001;1;20260101;4;20261001;20261031;"Debitoren";"";1;0;0;"EUR"
Umsatz (ohne Soll/Haben-Kz);Soll/Haben-Kennzeichen;WKZ Umsatz;Konto;Gegenkonto;Belegdatum;Belegfeld 1;Belegfeld 2;Skonto;Buchungstext;Postensperre
1234,56;"S";"EUR";10001;8400;0110;"RE-1";"3110";;"Müller KG";0
234,56;"H";"EUR";10001;8400;0210;"RE-1";"";;"Gutschrift zu RE-1";0
234,56;"H";"EUR";10001;8400;0210;"RE-1";"";;"Gutschrift zu RE-1";0
500,00;"S";"EUR";10002;8400;0310;"RE-2";"0211";;"Weiß AG";1
`;
const DATEV_MAPPING = `
invoices:
  encoding: windows-1252
  linesAbove: 1
  separator: ";"
  dates: DDMM
  year: { line: 1, field: 13 }
  decimalSign: ","
  negativeRows: { creditOn: Belegfeld 1 }
  columns:
    number: Belegfeld 1
    customer: Konto
    issuedOn: Belegdatum
    dueOn: Belegfeld 2
    amount:
      column: Umsatz (ohne Soll/Haben-Kz)
      sign: { column: Soll/Haben-Kennzeichen, plus: S, minus: H }
    currency: WKZ Umsatz
    disputed: { column: Postensperre, values: { "1": yes, "0": no } }
`;

describe('a debit and credit column is listened to', () => {
  it('in DATEV’s batches, with dates whose year stands in the first line (F8)', async () => {
    expect(await invoices(windows1252(DATEV), DATEV_MAPPING)).toEqual({
      claims: [
        ['RE-1', parseDay('2026-10-01'), parseDay('2026-10-31'), 123_456],
        ['RE-2', parseDay('2026-10-03'), parseDay('2026-11-02'), 50_000],
      ],
      booked: [
        ['credit', 'RE-1', parseDay('2026-10-02'), 23_456, 'credit/RE-1/2026-10-02/23456'],
        ['credit', 'RE-1', parseDay('2026-10-02'), 23_456, 'credit/RE-1/2026-10-02/23456/2'],
      ],
      problems: [],
    });
  });

  it('and a fiscal year that begins in July has its January in the next year', async () => {
    const july = DATEV.replace(';20260101;', ';20260701;')
      .replace(';0110;', ';3112;')
      .replace('"3110"', '"3001"')
      .replaceAll(';0210;', ';1501;')
      .replace(';0310;', ';3006;')
      .replace('"0211"', '"3007"');
    expect(await invoices(windows1252(july), DATEV_MAPPING)).toMatchObject({
      claims: [
        ['RE-1', parseDay('2026-12-31'), parseDay('2027-01-30'), 123_456],
        ['RE-2', parseDay('2027-06-30'), parseDay('2027-07-30'), 50_000],
      ],
      booked: [
        ['credit', 'RE-1', parseDay('2027-01-15'), 23_456, expect.any(String)],
        ['credit', 'RE-1', parseDay('2027-01-15'), 23_456, expect.any(String)],
      ],
      problems: [],
    });
  });

  it('and a first line without the year refuses the file', async () => {
    const { problems } = await invoices(windows1252(DATEV.replace('20260101', '')), DATEV_MAPPING);
    expect(problems).toEqual([
      'f.csv:2: line 1, field 13 is blank, and year looks there for a year or date such as 2026-01-01 or 20260101',
    ]);
  });

  const FULL_DATES = `Umsatz;Soll/Haben-Kennzeichen;WKZ Umsatz;Konto;Belegdatum;Belegfeld 1;Fälligkeit;Postensperre
1234,56;S;EUR;10001;01.10.2026;RE-1;31.10.2026;0
234,56;H;EUR;10001;02.10.2026;GS-7;02.10.2026;0
500,00;S;EUR;10002;03.10.2026;RE-2;02.11.2026;1
`;
  const SILENT = `
invoices:
  separator: ";"
  dates: DD.MM.YYYY
  decimalSign: ","
  columns:
    number: Belegfeld 1
    customer: Konto
    issuedOn: Belegdatum
    dueOn: Fälligkeit
    amount: Umsatz
    currency: WKZ Umsatz
`;
  const CLAIMS = [
    ['RE-1', parseDay('2026-10-01'), parseDay('2026-10-31'), 123_456],
    ['RE-2', parseDay('2026-10-03'), parseDay('2026-11-02'), 50_000],
  ];

  it('also by a mapping that does not speak of it: its H rows are refused with what to write (F8)', async () => {
    expect(await invoices(FULL_DATES, SILENT)).toEqual({
      claims: CLAIMS,
      booked: [],
      problems: [
        'f.csv:3: amount (Umsatz): "234,56" stands beside "H" in column Soll/Haben-Kennzeichen: a credit would be claimed; write columns: { amount: { column: …, sign: { column: "Soll/Haben-Kennzeichen", minus: H } } } (or sign: none when it says nothing)',
      ],
    });
  });

  it('and left out, which is said, where the mapping says so', async () => {
    const sign = 'amount: { column: Umsatz, sign: { column: Soll/Haben-Kennzeichen, minus: H } }';
    const yaml = `${SILENT.replace('amount: Umsatz', sign)}  negativeRows: skip\n`;
    expect(await invoices(FULL_DATES, yaml)).toEqual({
      claims: CLAIMS,
      booked: [],
      problems: ['f.csv:4: rows were left out, as the mapping says: 1 with a negative amount'],
    });
  });

  it.each([
    ['D/C', 'D', 'C'],
    ['Soll/Haben', 'Soll', 'Haben'],
    ['+/-', '+', '-'],
    ['Debit/Credit', 'Debit', 'Credit'],
    ['Debet/Kredit', 'debet', 'kredit'],
    ['S/H', 's', 'h'],
    ['S / H', 'S', 'H'],
    ['SHKZG', 'S', 'H'],
    ['Kennzeichen', 'S', 'H'],
    ['Debit/Credit Ind.', 'S', 'H'],
    ['CdtDbtInd', 'DBIT', 'CRDT'],
    ['Dr/Cr', 'Dr', 'Cr'],
    ['Belegart', 'Rechnung', 'Gutschrift'],
    ['Type', 'Invoice', 'Credit memo'],
    ['Art', 'Faktura', 'Kreditnota'],
  ])('whatever it is called: %s with %s and %s', async (column, debit, credit) => {
    const file = FULL_DATES.replace('Soll/Haben-Kennzeichen', column)
      .replaceAll(';S;', `;${debit};`)
      .replace(';H;', `;${credit};`);
    const { claims, problems } = await invoices(file, SILENT);
    expect(claims).toEqual(CLAIMS);
    expect(problems).toHaveLength(1);
    const quoted = JSON.stringify(column);
    const words = `plus: ${JSON.stringify(debit)}, minus: ${JSON.stringify(credit)}`;
    const named = SILENT.replace(
      'amount: Umsatz',
      `amount: { column: Umsatz, sign: { column: ${quoted}, ${words} } }`,
    );
    const credited = await invoices(file, `${named}  negativeRows: { creditOn: { always: RE-1 } }\n`);
    expect(credited).toEqual({
      claims: CLAIMS,
      booked: [['credit', 'RE-1', parseDay('2026-10-02'), 23_456, 'credit/GS-7']],
      problems: [],
    });
    const ignored = SILENT.replace('amount: Umsatz', 'amount: { column: Umsatz, sign: none }');
    expect((await invoices(file, ignored)).claims).toHaveLength(3);
  });

  it('and a word that the mapping does not list, or a minus beside one, is refused', async () => {
    const sign = 'amount: { column: Umsatz, sign: { column: Soll/Haben-Kennzeichen, plus: S, minus: H } }';
    const yaml = `${SILENT.replace('amount: Umsatz', sign)}  negativeRows: skip\n`;
    expect((await invoices(FULL_DATES.replace(';S;', ';;'), yaml)).problems[0]).toBe(
      'f.csv:2: amount sign (Soll/Haben-Kennzeichen): is no word for debit or credit; the mapping lists s, h',
    );
    expect((await invoices(FULL_DATES.replace('234,56;H', '-234,56;H'), yaml)).problems[0]).toBe(
      'f.csv:3: amount (Umsatz): "-234,56" has a minus, and its sign column says the same: which of them counts is open',
    );
  });

  it('in two columns of amounts', async () => {
    const yaml = `
invoices:
  dates: DD.MM.YY
  decimalSign: ","
  separator: ";"
  negativeRows: { creditOn: Bezug }
  columns:
    { number: Beleg, customer: Konto, issuedOn: Datum, dueOn: Fällig, amount: { plus: Soll, minus: Haben } }
`;
    const file = (soll: string, haben: string) =>
      `Beleg;Konto;Datum;Fällig;Soll;Haben;Bezug\nR-1;K1;01.10.26;31.10.26;${soll};${haben};R-0\n`;
    const first = parseDay('2026-10-01');
    const claim = ['R-1', first, parseDay('2026-10-31'), 10_000];
    const credit = ['credit', 'R-0', first, 10_000, 'credit/R-1'];
    for (const [soll, haben] of [
      ['100,00', ''],
      ['100,00', '0,00'],
      ['', '-100,00'],
    ] as const)
      expect(await invoices(file(soll, haben), yaml)).toEqual({ claims: [claim], booked: [], problems: [] });
    for (const [soll, haben] of [
      ['', '100,00'],
      ['0,00', '100,00'],
      ['-100,00', ''],
    ] as const)
      expect(await invoices(file(soll, haben), yaml)).toEqual({ claims: [], booked: [credit], problems: [] });
    expect((await invoices(file('1,00', '1,00'), yaml)).problems).toEqual([
      'f.csv:2: amount minus (Haben): "1,00" stands beside an amount on the other side; one of them must be blank or zero',
    ]);
    expect((await invoices(file('', ''), yaml)).problems).toEqual([
      'f.csv:2: amount (Soll): is blank, and so is the other side; every row needs one',
    ]);
    expect((await invoices(file('0,00', '0,00'), yaml)).problems).toEqual([
      'f.csv:2: amount (Soll): "0,00" must be more than zero',
    ]);
  });

  it('and in payments, where the debit side is money that went out', async () => {
    const file =
      'invoice,bookedOn,amount,currency,externalId,Af Bij\n1,2026-10-01,5.00,EUR,a,Bij\n1,2026-10-02,5.00,EUR,b,Af\n';
    const { rows, problems } = await payments(file, 'payments: {}');
    expect(rows).toEqual([['1', parseDay('2026-10-01'), 500, 'payment', 'a']]);
    expect(problems).toEqual([
      'f.csv:3: amount: "5.00" stands beside "Af" in column Af Bij: money that went out would count as paid; write columns: { amount: { column: …, sign: { column: "Af Bij", minus: Af } } } (or sign: none when it says nothing)',
    ]);
    const named =
      'payments: { negativeRows: refund, columns: { amount: { column: amount, sign: { column: Af Bij, minus: Af } } } }';
    expect((await payments(file, named)).rows).toEqual([
      ['1', parseDay('2026-10-01'), 500, 'payment', 'a'],
      ['1', parseDay('2026-10-02'), 500, 'refund', 'b'],
    ]);
    const reversed =
      'payments: { negativeRows: skip, columns: { amount: { column: amount, reversed: true, sign: none } } }';
    const turned = await payments(file.replace('01,5.00', '01,-5.00'), reversed);
    expect(turned.rows).toEqual([['1', parseDay('2026-10-01'), 500, 'payment', 'a']]);
  });
});
