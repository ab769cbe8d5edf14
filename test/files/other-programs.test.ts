import { describe, expect, it } from 'vitest';
import { parseDay } from '../../domain/kernel/day.ts';
import { readCustomers } from '../../files/customers.ts';
import { readInvoices } from '../../files/invoices.ts';
import { readPayments } from '../../files/payments.ts';
import { mappingOf, readAll } from './read-all.ts';

/** Windows-1252, as German banks write it. */
const windows1252 = (text: string) => Buffer.from(text.replaceAll('€', '\x80'), 'latin1');

async function payments(content: string | Uint8Array, yaml: string) {
  const mapping = mappingOf(yaml);
  const { rows, problems } = await readAll(content, (path) => readPayments(path, { mapping }));
  const short = rows.map((row) => [row.invoice, row.bookedOn, row.amount, row.kind, row.externalId]);
  return { rows: short, problems };
}

async function invoices(content: string | Uint8Array, yaml: string) {
  const mapping = mappingOf(yaml);
  const { good, problems } = await readAll(content, (path) =>
    readInvoices(path, { mapping, defaultCurrency: 'EUR' }),
  );
  const claims = good.flatMap(({ row }) =>
    row === undefined ? [] : [[row.number, row.issuedOn, row.dueOn, row.amount]],
  );
  const booked = good.flatMap((one) =>
    one.payments.map((row) => [row.kind, row.invoice, row.bookedOn, row.amount, row.externalId]),
  );
  return { claims, booked, problems };
}

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

const DANISH = `Fakturanr;Kundenr;Bogføringsdato;Forfaldsdato;Tekst;Beløb;Valuta
5001;10;17-05-2026;16-06-2026;"Kortkøb
Kvittering 123";1.234,56;DKK
5002;10;17-05-2026;16-06-2026;Kreditnota til 5001;234,56-;DKK
5003;11;18-05-2026;17-06-2026;Abonnement;99,5;DKK
`;
const DANISH_MAPPING = `
invoices:
  separator: ";"
  dates: DD-MM-YYYY
  decimalSign: ","
  thousands: "."
  columns:
    number: Fakturanr
    customer: Kundenr
    issuedOn: Bogføringsdato
    dueOn: Forfaldsdato
    amount: Beløb
    currency: Valuta
`;
const MAY = (day: number) => parseDay(`2026-05-${day}`);
const DANISH_CLAIMS = [
  ['5001', MAY(17), parseDay('2026-06-16'), 123_456],
  ['5003', MAY(18), parseDay('2026-06-17'), 9_950],
];

describe('a row that takes back is never a claim', () => {
  it('but a credit on the invoice that it names, under an id of its own (F2)', async () => {
    const rule = '  negativeRows: { creditOn: { column: Tekst, after: "Kreditnota til" } }\n';
    expect(await invoices(DANISH, DANISH_MAPPING + rule)).toEqual({
      claims: DANISH_CLAIMS,
      booked: [['credit', '5001', MAY(17), 23_456, 'credit/5002']],
      problems: [],
    });
  });

  it('or left out, which is said', async () => {
    expect(await invoices(DANISH, `${DANISH_MAPPING}  negativeRows: skip\n`)).toEqual({
      claims: DANISH_CLAIMS,
      booked: [],
      problems: ['f.csv:5: rows were left out, as the mapping says: 1 with a negative amount'],
    });
  });

  it('and refused without a rule, with what to write', async () => {
    expect(await invoices(DANISH, DANISH_MAPPING)).toEqual({
      claims: DANISH_CLAIMS,
      booked: [],
      problems: [
        'f.csv:4: amount (Beløb): "234,56-" is negative, and a credit note is no claim: write negativeRows: { creditOn: COLUMN }, with the column that names the invoice, customerCredit or skip, in the mapping',
      ],
    });
  });

  it('and refused where it names no invoice, unless the mapping says what it is then', async () => {
    const unnamed = DANISH.replace('Kreditnota til 5001', 'Bonus');
    const rule = 'creditOn: { column: Tekst, after: "Kreditnota til" }';
    expect((await invoices(unnamed, `${DANISH_MAPPING}  negativeRows: { ${rule} }\n`)).problems).toEqual([
      'f.csv:4: creditOn (Tekst): names no invoice that the credit is on; fill it in, or write otherwise: customerCredit or skip beside creditOn',
    ]);
    expect(
      await invoices(unnamed, `${DANISH_MAPPING}  negativeRows: { ${rule}, otherwise: skip }\n`),
    ).toEqual({
      claims: DANISH_CLAIMS,
      booked: [],
      problems: ['f.csv:5: rows were left out, as the mapping says: 1 with a negative amount'],
    });
  });

  it('or a credit of the customer that stands alone', async () => {
    const mapping = mappingOf(`${DANISH_MAPPING}  negativeRows: customerCredit\n`);
    const { good, problems } = await readAll(DANISH, (path) => readInvoices(path, { mapping }));
    expect(good.flatMap((one) => one.payments)).toEqual([
      {
        customer: '10',
        bookedOn: MAY(17),
        amount: 23_456,
        currency: 'DKK',
        externalId: 'credit/5002',
        kind: 'credit',
      },
    ]);
    expect(problems).toEqual([]);
  });

  it.each(['(234,56)', '-234,56', '−234,56', '234,56 -', '- kr 234,56', '234,56- kr'])(
    'however its minus is written: %s',
    async (amount) => {
      const rule = '  units: [kr]\n  negativeRows: { creditOn: { column: Tekst, after: til } }\n';
      const { booked } = await invoices(DANISH.replace('234,56-', amount), DANISH_MAPPING + rule);
      expect(booked).toEqual([['credit', '5001', MAY(17), 23_456, 'credit/5002']]);
    },
  );
});

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

describe('a mapping names what else is written otherwise', () => {
  const HEAD = 'number,customer,issuedOn,dueOn,amount';
  const read = async (row: string, yaml: string, head = HEAD) => invoices(`${head}\n${row}\n`, yaml);

  it.each([
    ['69', '2069'],
    ['70', '1970'],
    ['99', '1999'],
  ])('years of two digits: %s is %s', async (short, year) => {
    const { claims } = await read(`1,C,31.12.${short},,1.00`, 'invoices: { dates: DD.MM.YY }');
    expect(claims).toEqual([['1', parseDay(`${year}-12-31`), undefined, 100]]);
  });

  it.each([
    ['26', '1926'],
    ['25', '2025'],
  ])('or of the hundred years it names, which birth dates need: %s is %s', async (short, year) => {
    const mapping = mappingOf(
      'customers: { dates: DD-MM-YY, twoDigitYearsFrom: 1926, columns: { birthDate: born } }',
    );
    const { rows } = await readAll(`customer,name,born\nC,N,01-02-${short}\n`, (path) =>
      readCustomers(path, { mapping }),
    );
    expect(rows).toMatchObject([{ birthDate: parseDay(`${year}-02-01`) }]);
  });

  it('days without a year, also where programs drop the leading zero', async () => {
    const yaml = 'invoices: { dates: DMM, year: 2026 }';
    for (const [written, day] of [
      ['0110', '2026-10-01'],
      ['110', '2026-10-01'],
      ['3112', '2026-12-31'],
    ]) {
      expect((await read(`1,C,${written},,1.00`, yaml)).claims).toEqual([
        ['1', parseDay(day ?? ''), undefined, 100],
      ]);
    }
    expect((await read('1,C,2902,,1.00', 'invoices: { dates: DDMM, year: 2028 }')).claims).toHaveLength(1);
    expect((await read('1,C,2902,,1.00', 'invoices: { dates: DDMM, year: 2026 }')).claims).toEqual([
      ['1', parseDay('2028-02-29'), undefined, 100],
    ]);
  });

  it('dates of one column by themselves', async () => {
    const yaml = 'invoices: { dates: DD.MM.YYYY, columns: { dueOn: { column: dueOn, dates: YYYYMMDD } } }';
    expect((await read('1,C,01.10.2026,20261031,1.00', yaml)).claims).toEqual([
      ['1', parseDay('2026-10-01'), parseDay('2026-10-31'), 100],
    ]);
  });

  it.each([
    ["CHF 1'000.00", { decimalSign: '.', thousands: "'", units: ['CHF'] }, 'CHF', 100_000],
    ['1’000.00 CHF', { decimalSign: '.', thousands: "'", units: ['CHF'] }, 'CHF', 100_000],
    ['EUR 5,00', { decimalSign: ',', units: ['EUR', '€'] }, 'EUR', 500],
    ['€5,00', { decimalSign: ',', units: ['EUR', '€'] }, 'EUR', 500],
    ['kr. 1 234,50', { decimalSign: ',', thousands: ' ', units: ['kr', 'kr.'] }, 'SEK', 123_450],
    ['+5.00', {}, 'EUR', 500],
  ])('units and separators: %s', async (written, formats, unit, amount) => {
    const yaml = JSON.stringify({ invoices: { ...formats, columns: { currency: { always: unit } } } });
    expect((await read(`1,C,2026-10-01,,"${written}"`, yaml)).claims).toEqual([
      ['1', parseDay('2026-10-01'), undefined, amount],
    ]);
  });

  it.each([
    ['5,00 €', 'CHF', "is written in €, and the row's currency is CHF"],
    ['5,00 kr', 'EUR', "is written in kr, and the row's currency is EUR"],
    [
      '5,-',
      'EUR',
      'is no amount with decimal sign "," and no separator between thousands; write one like 123,45',
    ],
    [
      '--5,00',
      'EUR',
      'is no amount with decimal sign "," and no separator between thousands; write one like 123,45',
    ],
    [
      '5,00 ₤',
      'EUR',
      'is no amount with decimal sign "," and no separator between thousands; write one like 123,45; units: [₤] reads amounts with ₤',
    ],
  ])('but refuses %s in %s', async (written, unit, reason) => {
    const yaml = JSON.stringify({
      invoices: { decimalSign: ',', units: ['€', 'kr'], columns: { currency: { always: unit } } },
    });
    expect((await read(`1,C,2026-10-01,,"${written}"`, yaml)).problems).toEqual([
      `f.csv:2: amount: ${JSON.stringify(written)} ${reason}`,
    ]);
  });

  it('several columns joined, the blank ones left out', async () => {
    const yaml = 'invoices: { columns: { number: { columns: [Jahr, Nr], join: "/" } } }';
    const head = 'Jahr,Nr,customer,issuedOn,dueOn,amount';
    expect((await read('2026,7,C,2026-10-01,,1.00', yaml, head)).claims[0]?.[0]).toBe('2026/7');
    expect((await read(',7,C,2026-10-01,,1.00', yaml, head)).claims[0]?.[0]).toBe('7');
    expect((await read(',,C,2026-10-01,,1.00', yaml, head)).problems).toEqual([
      'f.csv:2: number (Jahr + Nr): is blank; every row needs it',
    ]);
  });

  it('rows that count, by value, by what they are not, and by blank or not', async () => {
    const file = `${HEAD},Art,Bezahlt\n1,C,2026-10-01,,1.00,RV,\n2,C,2026-10-01,,1.00,dz,\n3,C,2026-10-01,,1.00,DG,2026-11-01\nTotal\n`;
    const taken = async (where: object) => {
      const { claims, problems } = await invoices(file, JSON.stringify({ invoices: { where } }));
      return [claims.map(([number]) => number), problems];
    };
    const leftOut = (n: number) => [`f.csv:5: rows were left out, as the mapping says: ${n} by where`];
    expect(await taken({ Art: 'rv' })).toEqual([['1'], leftOut(3)]);
    expect(await taken({ Art: ['RV', 'DZ'] })).toEqual([['1', '2'], leftOut(2)]);
    expect(await taken({ Art: { not: ['RV', ''] } })).toEqual([['2', '3'], leftOut(2)]);
    expect(await taken({ Art: { blank: false } })).toEqual([['1', '2', '3'], leftOut(1)]);
    expect(await taken({ Art: { blank: false }, Bezahlt: { blank: true } })).toEqual([
      ['1', '2'],
      leftOut(2),
    ]);
    expect(await taken({ Arte: 'RV' })).toEqual([
      [],
      ['f.csv:1: where: column Arte is missing; did you mean Art?'],
    ]);
    expect(await taken({ customer: 'C' })).toEqual([['1', '2', '3'], leftOut(1)]);
  });

  it('and columns that it does not speak of may stand twice, and rows may end in separators', async () => {
    const head = 'number,customer,issuedOn,dueOn,amount,Text,Text';
    expect((await read('1,C,2026-10-01,,1.00,a,b,,', 'invoices: {}', head)).claims).toHaveLength(1);
    expect((await read('1,C,2026-10-01,,1.00,a,b,,c', 'invoices: {}', head)).problems).toEqual([
      'f.csv:2: has 9 fields and the header 7; quote a field that has the separator in it',
    ]);
    const named = 'invoices: { columns: { reference: Text } }';
    expect((await read('1,C,2026-10-01,,1.00,a,b', named, head)).problems).toEqual([
      'f.csv:1: Text: stands in columns 6 and 7; keep one',
    ]);
  });
});
