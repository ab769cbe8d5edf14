import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../config/problem.ts';
import { parseDay } from '../../domain/kernel/day.ts';
import { dateFormat } from '../../files/dates.ts';
import { readInvoices } from '../../files/invoices.ts';
import { loadMapping, readMapping } from '../../files/load-mapping.ts';
import { readNumber } from '../../files/numbers.ts';
import { readPayments } from '../../files/payments.ts';
import { mappingOf, readAll } from './read-all.ts';

describe('a mapping reads another program’s export as it is', () => {
  it('with its column names, dates, amounts and values, a constant, and payments out of settled dates', async () => {
    const mapping = mappingOf(`
invoices:
  separator: ";"
  dates: DD.MM.YYYY
  decimalSign: ","
  thousands: "."
  columns:
    number: Rechnung
    customer: Kunde
    issuedOn: Datum
    dueOn: Fällig
    amount: Betrag
    currency: { always: EUR }
    disputed: { column: Strittig, values: { Ja: yes, Nein: no } }
  settled: { on: Bezahlt am }
`);
    const content = [
      'Rechnung;Kunde;Datum;Fällig;Betrag;Strittig;Bezahlt am;Notiz',
      'R/1;K1;05.01.2026;04.02.2026;1.250,50;Nein;01.02.2026;"a;b"',
      'R/2;K1;06.01.2026;;80,4;JA;;',
      'R/3;K1;06.01.2026;;1.25;Vielleicht;;',
    ].join('\r\n');
    const { rows, good, problems } = await readAll(content, (path) => readInvoices(path, { mapping }));
    expect(rows).toEqual([
      {
        number: 'R/1',
        customer: 'K1',
        issuedOn: parseDay('2026-01-05'),
        dueOn: parseDay('2026-02-04'),
        amount: 125_050,
        currency: 'EUR',
        disputed: false,
      },
      {
        number: 'R/2',
        customer: 'K1',
        issuedOn: parseDay('2026-01-06'),
        amount: 8_040,
        currency: 'EUR',
        disputed: true,
      },
    ]);
    expect(good.map(({ payments }) => payments)).toEqual([
      [
        {
          invoice: 'R/1',
          bookedOn: parseDay('2026-02-01'),
          amount: 125_050,
          currency: 'EUR',
          externalId: 'settled/R/1',
          kind: 'payment',
        },
      ],
      [],
    ]);
    expect(problems).toEqual([
      'f.csv:4: amount (Betrag): "1.25" is no amount with decimal sign "," and "." between thousands; write one like 123,45',
      'f.csv:4: disputed (Strittig): "Vielleicht" is not among the values of the mapping; it lists ja or nein',
    ]);
  });

  it('and the example does so with dates such as 1/26/2012', async () => {
    const loaded = await loadMapping('examples/accounts-receivable.mapping.yaml');
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const content = [
      'countryCode,customerID,PaperlessDate,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate',
      '391,0379-ABCDE,4/6/2013,611365,1/26/2012,2/5/2012,55.9,No,1/15/2013',
      '406,8976-ABCDE,,7900770,11/2/2012,12/25/2012,61.74,Yes,',
    ].join('\n');
    const { rows, good, problems } = await readAll(content, (path) =>
      readInvoices(path, { mapping: loaded.mapping }),
    );
    expect(problems).toEqual([]);
    expect(rows.map((row) => [row?.issuedOn, row?.dueOn, row?.amount, row?.disputed])).toEqual([
      [parseDay('2012-01-26'), parseDay('2012-02-05'), 5590, false],
      [parseDay('2012-11-02'), parseDay('2012-12-25'), 6174, true],
    ]);
    expect(good.flatMap(({ payments }) => payments.map(({ bookedOn }) => bookedOn))).toEqual([
      parseDay('2013-01-15'),
    ]);
  });

  it('and a bad settled date refuses the row, so that no payment is lost without a word', async () => {
    const mapping = mappingOf('invoices: { settled: { on: paid } }');
    const head = 'number,customer,issuedOn,dueOn,amount,currency,paid';
    const { problems, rows } = await readAll(`${head}\n1,C,2026-01-05,,1.00,EUR,soon\n`, (path) =>
      readInvoices(path, { mapping }),
    );
    expect(rows).toEqual([]);
    expect(problems).toEqual([
      'f.csv:2: settledOn (paid): "soon" is no date in the form YYYY-MM-DD; write one like 2026-12-31',
    ]);
  });

  it('and columns it names must be there, others need not', async () => {
    const mapping = mappingOf('payments: { columns: { externalId: Transaction, kind: { always: credit } } }');
    const read = (path: string) => readPayments(path, { mapping });
    const head = 'invoice,bookedOn,amount,currency,Balance';
    expect((await readAll(`${head},Transactions\n`, read)).problems).toEqual([
      'f.csv:1: externalId: column Transaction is missing; did you mean Transactions?',
    ]);
    const { rows } = await readAll(`${head},Transaction\n1,2026-01-05,1.00,EUR,9,T-1\n`, read);
    expect(rows).toMatchObject([{ externalId: 'T-1', kind: 'credit' }]);
  });

  it('and a currency for all rows may come from the caller, where the file names none', async () => {
    const content = 'number,customer,issuedOn,dueOn,amount\n1,C,2026-01-05,,125\n';
    const read = (path: string) => readInvoices(path, { defaultCurrency: 'JPY' });
    expect((await readAll(content, read)).rows).toMatchObject([{ amount: 125, currency: 'JPY' }]);
  });
});

describe('a mapping file that cannot be followed is refused with line, field and what would be right', () => {
  it.each<[string, string]>([
    [
      '{}',
      'm.yaml:1: {} maps nothing; write a section invoices, payments, customers, settlement, contacts, disconnections, holds, plans, reports, cases, deliveryFeedback, feedback',
    ],
    ['invoice: {}', 'm.yaml:1: invoice: {} is no known key; did you mean invoices?'],
    [
      'invoices: { date: M/D/YYYY }',
      'm.yaml:1: invoices.date: "M/D/YYYY" is no known key; did you mean dates?',
    ],
    [
      'invoices:\n  columns: { nummer: x }',
      'm.yaml:2: invoices.columns.nummer: "x" is no known key; did you mean number?',
    ],
    [
      'payments: { settled: { on: x } }',
      'm.yaml:1: payments.settled: {"on":"x"} is no known key; the keys here are: encoding, linesAbove, headerHas, separator, dates, twoDigitYearsFrom, year, decimalSign, thousands, units, where, columns, negativeRows',
    ],
    [
      'customers: { dates: DD-MM-YY, columns: { birthDate: Geboren } }',
      'm.yaml:1: customers.dates: "DD-MM-YY" has years of two digits, and people are older than that; write twoDigitYearsFrom: 1926',
    ],
    [
      'invoices: { dates: DDMM }',
      'm.yaml:1: invoices.dates: "DDMM" has no year; write year: 2026, or year: { line: 1, field: 13 } when a line above has it',
    ],
    [
      'invoices: { dates: DDMM, year: { line: 1, field: 13 } }',
      'm.yaml:1: invoices.year.line: 1 is no line above the header, of which there are 0; say so with linesAbove',
    ],
    [
      'payments: { linesAbove: 3, headerHas: [Datum] }',
      'm.yaml:1: payments.linesAbove: 3 stands beside headerHas; one of them says where the header is',
    ],
    [
      'payments: { encoding: ISO-8859-1 }',
      'm.yaml:1: payments.encoding: "ISO-8859-1" is no encoding; write utf-8, utf-16, utf-16le, utf-16be, windows-1252 or latin-1; did you mean latin-1?',
    ],
    [
      'payments: { units: ["1"] }',
      'm.yaml:1: payments.units[0]: "1" is no unit; write signs and units such as [€, EUR, kr]; digits, points and commas are none',
    ],
    [
      'invoices: { where: { Art: { nott: [x] } } }',
      'm.yaml:1: invoices.where.Art: {"nott":["x"]} has nott, which is no known key; did you mean not?',
    ],
    [
      'invoices: { negativeRows: { creditsOn: Nr } }',
      'm.yaml:1: invoices.negativeRows: {"creditsOn":"Nr"} has creditsOn, which is no known key; did you mean creditOn?',
    ],
    [
      'invoices: { negativeRows: ignore }',
      'm.yaml:1: invoices.negativeRows: "ignore" is no rule for negative rows; write { creditOn: Invoice }, customerCredit or skip',
    ],
    [
      'payments: { negativeRows: refunds }',
      'm.yaml:1: payments.negativeRows: "refunds" is no rule for negative rows; write skip, payment, credit, reversal, chargeback, refund, fee, interest, cost, waiver or write-off; did you mean refund?',
    ],
    [
      'invoices: { columns: { amount: { column: A, sing: { column: S, minus: H } } } }',
      'm.yaml:1: invoices.columns.amount.sing: {"column":"S","minus":"H"} is no known key; did you mean sign?',
    ],
    [
      'invoices: { columns: { amount: { column: A, sign: { column: S } } } }',
      'm.yaml:1: invoices.columns.amount.sign: {"column":"S"} says neither plus nor minus; write one or both, such as { column: S/H, minus: H }',
    ],
    [
      'invoices: { dates: DD.MMM.YYYY }',
      'm.yaml:1: invoices.dates: "DD.MMM.YYYY" is no date format; use MM (or M) and DD (or D) once each, and YYYY or YY unless the year stands elsewhere, such as DD.MM.YYYY',
    ],
    [
      'invoices: { dates: YYYYMD }',
      'm.yaml:1: invoices.dates: "YYYYMD" cannot be told apart without signs between its parts; write MM and DD',
    ],
    [
      'invoices: { dates: "YYYY-MM-DDTHH" }',
      'm.yaml:1: invoices.dates: "YYYY-MM-DDTHH" has other letters between its parts; use - . / or spaces, such as DD.MM.YYYY',
    ],
    [
      'invoices: { decimalSign: ";" }',
      'm.yaml:1: invoices.decimalSign: ";" is no decimal sign; write . or ,',
    ],
    [
      'invoices: { decimalSign: ",", thousands: "," }',
      'm.yaml:1: invoices.thousands: "," is the decimal sign too; they must differ',
    ],
    [
      'invoices: { thousands: "." }',
      'm.yaml:1: invoices.thousands: "." is the decimal sign too; they must differ',
    ],
    [
      'invoices: { columns: { currency: { always: Euro } } }',
      'm.yaml:1: invoices.columns.currency.always: "Euro" is no currency; write a code of ISO 4217 such as EUR; did you mean EUR?',
    ],
    [
      'invoices: { columns: { currency: { alway: EUR } } }',
      'm.yaml:1: invoices.columns.currency: {"alway":"EUR"} has alway, which is no known key; did you mean always?',
    ],
    [
      'invoices: { columns: { number: 7 } }',
      'm.yaml:1: invoices.columns.number: 7 is no column; write the column\'s name, { always: "EUR" }, { column: Disputed, values: { "Yes": yes, "No": no } } or { columns: [Year, Number], join: "/" }',
    ],
  ])('%s', (source, message) => {
    const result = readMapping(source);
    expect(result.ok ? [] : result.problems.map((problem) => formatProblem('m.yaml', problem))).toEqual([
      message,
    ]);
  });

  it('the example in the documentation is none of these', async () => {
    const text = await readFile('docs/files.md', 'utf8');
    const blocks = [...text.matchAll(/```yaml\n(invoices:.*?)```/gs)].map(([, block]) =>
      readMapping(block ?? ''),
    );
    expect(blocks).toMatchObject([{ ok: true }]);
  });
});

describe('a date format', () => {
  it.each([
    ['M/D/YYYY', '1/6/2012', '2012-01-06'],
    ['M/D/YYYY', '12/31/2012', '2012-12-31'],
    ['M/D/YYYY', '01/06/2012', '2012-01-06'],
    ['M/D/YYYY', '31/12/2012', undefined],
    ['DD.MM.YYYY', '06.01.2012', '2012-01-06'],
    ['DD.MM.YYYY', '6.1.2012', undefined],
    ['DD.MM.YYYY', '06-01-2012', undefined],
    ['DD-MM-YYYY', '29-02-2024', '2024-02-29'],
    ['DD-MM-YYYY', '29-02-2026', undefined],
    ['YYYYMMDD', '20120106', '2012-01-06'],
    ['YYYYMMDD', '2012016', undefined],
    ['D. M. YYYY', '6. 1. 2012', '2012-01-06'],
    ['YYYY/MM/DD', '2012/01/06 00:00', undefined],
  ])('%s reads %s as %s', (pattern, text, expected) => {
    const format = dateFormat(pattern);
    if (typeof format === 'string') throw new Error(format);
    expect(format.read(text)).toBe(expected === undefined ? undefined : parseDay(expected));
    expect(format.read(format.example)).toBe(parseDay('2026-12-31'));
  });
});

describe('a number format', () => {
  it.each<[string, '.' | ',', '.' | ',' | ' ' | "'" | undefined, string | undefined]>([
    ['1250,50', ',', undefined, '1250.50'],
    ['1.250,50', ',', '.', '1250.50'],
    ['1.250.000', ',', '.', '1250000'],
    ['1250,50', ',', '.', '1250.50'],
    ['12.50', ',', '.', undefined],
    ['1.2500', ',', '.', undefined],
    ['1.25,00', ',', '.', undefined],
    ['1,250.50', '.', ',', '1250.50'],
    ['1 250,50', ',', ' ', '1250.50'],
    ['1\u202f250,50', ',', ' ', '1250.50'],
    ['1’250.50', '.', "'", '1250.50'],
    ["1'250.50", '.', "'", '1250.50'],
    ['-5,00', ',', '.', '-5.00'],
    ['1.250,50', ',', undefined, undefined],
  ])('%s with %s and %s is %s', (text, decimalSign, thousands, expected) => {
    expect(readNumber(text, { decimalSign, thousands })?.plain).toBe(expected);
  });
});
