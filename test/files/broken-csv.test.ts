import { describe, expect, it } from 'vitest';
import { readCustomers } from '../../files/customers.ts';
import { readInvoices } from '../../files/invoices.ts';
import { readPayments } from '../../files/payments.ts';
import { readAll } from './read-all.ts';

const HEAD = 'number,customer,issuedOn,dueOn,amount,currency';
const GOOD = '1001,C-1,2026-01-05,2026-02-04,125.00,EUR';
const LAST = '1009,C-9,2026-01-05,2026-02-04,9.00,EUR';

describe('a file that cannot be read as a whole is refused in one message', () => {
  it.each<[string, string | Uint8Array, string]>([
    [
      'empty',
      '',
      'f.csv:1: is empty; its first line must name the columns: number,customer,issuedOn,dueOn,amount,currency',
    ],
    [
      'blank lines only',
      '\n\r\n',
      'f.csv:1: is empty; its first line must name the columns: number,customer,issuedOn,dueOn,amount,currency',
    ],
    ['a column is missing', `${HEAD.replace(',dueOn', '')}\n`, 'f.csv:1: dueOn: column dueOn is missing'],
    [
      'a column is misspelt',
      `${HEAD.replace('issuedOn', 'issued_on')}\n${GOOD}\n`,
      'f.csv:1: issued_on: is no known column; did you mean issuedOn?',
    ],
    [
      'a column is unknown',
      `${HEAD},colour\n${GOOD},red\n`,
      'f.csv:1: colour: is no known column; the columns here are number, customer, issuedOn, dueOn, amount, currency, transferMode, disputed, lastLevel, lastLevelOn, reference, contract',
    ],
    ['a column has no name', `${HEAD},\n${GOOD},\n`, 'f.csv:1: column 7 has no name'],
    [
      'a column stands twice',
      `${HEAD},amount\n${GOOD},1\n`,
      'f.csv:1: amount: stands in columns 5 and 7; keep one',
    ],
    [
      'semicolons',
      `${HEAD.replaceAll(',', ';')}\n`,
      'f.csv:1: "number;customer;issuedOn;dueOn;amount;currency" the columns are separated by ";"; use commas, or separator: ";" in a mapping file',
    ],
    [
      'UTF-16',
      Buffer.from(`\uFEFF${HEAD}`, 'utf16le'),
      'f.csv:1: is not UTF-8; it looks like UTF-16 LE: write encoding: utf-16le in a mapping file, or save it as UTF-8',
    ],
    [
      'UTF-16 without mark',
      Buffer.from(HEAD, 'utf16le'),
      'f.csv:1: is not UTF-8; it looks like UTF-16 LE: write encoding: utf-16le in a mapping file, or save it as UTF-8',
    ],
    [
      'a header in Latin-1',
      Buffer.from(`${HEAD},Stra\xdfe\n`, 'latin1'),
      'f.csv:1: has bytes that are not UTF-8; the file looks like Windows-1252: write encoding: windows-1252 in a mapping file, or save it as UTF-8',
    ],
    [
      'a header with an open quote',
      `"number,customer\n${GOOD}\n`,
      'f.csv:1: "\\"number,customer" opens a quote that is never closed',
    ],
    [
      'lines that end in CR',
      `${HEAD}\r${GOOD}\r`,
      'f.csv:1: has lines that end in CR only; save it with LF or CRLF line ends',
    ],
  ])('%s', async (_, content, message) => {
    const { problems, rows, bad } = await readAll(content, readInvoices);
    expect(problems[0]).toBe(message);
    expect(bad.map(({ refuses }) => refuses)).toEqual(['file']);
    expect(rows).toEqual([]);
  });

  it('a header without rows refuses nothing and is mentioned', async () => {
    const { problems, bad } = await readAll(`${HEAD}\n`, readInvoices);
    expect(problems).toEqual(['f.csv:1: has a header and no rows']);
    expect(bad[0]?.refuses).toBe('nothing');
  });

  it('with all that is wrong with its header', async () => {
    const { problems } = await readAll('nummer,customer,customer,issuedOn,dueOn,amount\n', readInvoices);
    expect(problems).toEqual([
      'f.csv:1: customer: stands in columns 2 and 3; keep one',
      'f.csv:1: nummer: is no known column; did you mean number?',
      'f.csv:1: number: column number is missing; did you mean nummer?',
      'f.csv:1: currency: column currency is missing; the file has nummer',
    ]);
  });

  it('a file that is not there, or a folder', async () => {
    const read = () => readInvoices('/no/such/file.csv');
    expect((await readAll('', read)).problems).toEqual(['f.csv: does not exist']);
    expect((await readAll('', () => readInvoices('/'))).problems).toEqual([
      'f.csv: is a folder; name a file',
    ]);
  });
});

describe('a bad row is refused with its line, and the rows around it are taken', () => {
  it('also for a text that no database keeps, far behind what the file looks like', async () => {
    const many = Array.from({ length: 200 }, (_, n) => GOOD.replace('1001', `2${n}`));
    const row = GOOD.replace('EUR', 'EU\0R');
    const { problems, rows } = await readAll(`${[HEAD, ...many, row, LAST].join('\n')}\n`, readInvoices);
    expect(problems).toEqual(['f.csv:202: currency: "EU\\u0000R" has the character NUL in it; take it out']);
    expect(rows).toHaveLength(201);
  });

  it.each<[string, string]>([
    [',C-2,2026-01-05,,1.00,EUR', 'f.csv:3: number: is blank; every row needs it'],
    [
      `${'9'.repeat(201)},C-2,2026-01-05,,1.00,EUR`,
      `f.csv:3: number: "${'9'.repeat(59)}…" has 201 characters; at most 200 are taken`,
    ],
    [
      '10\u000702,C-2,2026-01-05,,1.00,EUR',
      'f.csv:3: number: "10\\u000702" has the control character 0x7 in it; take it out',
    ],
    ['"10\n02",C-2,2026-01-05,,1.00,EUR', 'f.csv:3: number: "10\\n02" has a line break in it; take it out'],
    [
      '1002,C-2,05.01.2026,,1.00,EUR',
      'f.csv:3: issuedOn: "05.01.2026" is no date in the form YYYY-MM-DD; write one like 2026-12-31',
    ],
    [
      '1002,C-2,2026-02-29,,1.00,EUR',
      'f.csv:3: issuedOn: "2026-02-29" is no date in the form YYYY-MM-DD; write one like 2026-12-31',
    ],
    [
      '1002,C-2,0206-01-05,,1.00,EUR',
      'f.csv:3: issuedOn: "0206-01-05" is outside the years 1900 to 2199; leave the field blank if there is no such day',
    ],
    [
      '1002,C-2,2026-01-05,9999-12-31,1.00,EUR',
      'f.csv:3: dueOn: "9999-12-31" is outside the years 1900 to 2199; leave the field blank if there is no such day',
    ],
    ['1002,C-2,2026-01-05,,0.00,EUR', 'f.csv:3: amount: "0.00" must be more than zero'],
    [
      '1002,C-2,2026-01-05,,-1.00,EUR',
      'f.csv:3: amount: "-1.00" is negative, and a credit note is no claim: write it as a row of a payments file, with kind credit',
    ],
    ['1002,C-2,2026-01-05,,1.005,EUR', 'f.csv:3: amount: "1.005" has too many decimals; EUR has 2'],
    [
      '1002,C-2,2026-01-05,,"1,50",EUR',
      'f.csv:3: amount: "1,50" has a decimal comma; write an amount like 12345.00',
    ],
    ['1002,C-2,2026-01-05,,1e3,EUR', 'f.csv:3: amount: "1e3" has an exponent; write an amount like 12345.00'],
    [
      '1002,C-2,2026-01-05,,1.00,eur',
      'f.csv:3: currency: "eur" is no currency; write a code of ISO 4217 such as EUR; did you mean EUR?',
    ],
    ['1002,C-2,2026-01-05,,1.00', 'f.csv:3: has 5 fields and the header 6'],
    [
      '1002,C-2,2026-01-05,,1,50,EUR',
      'f.csv:3: has 7 fields and the header 6; quote a field that has the separator in it',
    ],
    [
      '1002,"C-2,2026-01-05,,1.00,EUR',
      'f.csv:3: "\\"C-2,2026-01-05,,1.00,EUR" opens a quote that is never closed',
    ],
    [
      '1002,"C-2"x,2026-01-05,,1.00,EUR',
      'f.csv:3: "\\"C-2\\"x,2026-01-05,,1.00,EUR" has text after a closing quote; double quotes inside text',
    ],
    [
      '1002,C"2,2026-01-05,,1.00,EUR',
      'f.csv:3: "C\\"2,2026-01-05,,1.00,EUR" has a quote inside a field that is not quoted; quote the field and double the quote',
    ],
    [
      `1002,${'x'.repeat(30_000)},2026-01-05,,1.00,EUR`,
      `f.csv:3: customer: "${'x'.repeat(59)}…" has 30000 characters; at most 200 are taken`,
    ],
  ])('%.40s', async (row, message) => {
    const { problems, rows } = await readAll(`${HEAD}\n${GOOD}\n${row}\n${LAST}\n`, readInvoices);
    if (message !== '') expect(problems).toEqual([message]);
    expect(rows.map((row) => row?.number)).toEqual(['1001', '1009']);
  });

  it('with all its problems', async () => {
    const { problems, bad } = await readAll(`${HEAD}\n1002,,x,,1.00,EUR\n`, readInvoices);
    expect(problems).toEqual([
      'f.csv:2: customer: is blank; every row needs it',
      'f.csv:2: issuedOn: "x" is no date in the form YYYY-MM-DD; write one like 2026-12-31',
    ]);
    expect(bad).toHaveLength(1);
  });

  it('when its bytes are Latin-1, and only when they are in a field that is read', async () => {
    const text = `${HEAD}\n${GOOD}\nCaf\xe9,C-2,2026-01-05,,1.00,EUR\n${LAST}\n`;
    const { problems, rows } = await readAll(Buffer.from(text, 'latin1'), readInvoices);
    expect(problems).toEqual([
      'f.csv:3: number: "Caf\uFFFD" has bytes that are not UTF-8; the file looks like Windows-1252: write encoding: windows-1252 in a mapping file, or save it as UTF-8',
    ]);
    expect(rows).toHaveLength(2);
  });

  it.each<[string, string]>([
    ['15,,,', 'f.csv:2: transferMode: "15" is not known here; write 10, 20 or 30'],
    [',maybe,,', 'f.csv:2: disputed: "maybe" is neither yes nor no; write yes, no, true, false, 1 or 0'],
    [
      ',,notice,',
      'f.csv:2: lastLevelOn: is blank and lastLevel is not; an opening position needs both or neither',
    ],
    [
      ',,,2026-01-01',
      'f.csv:2: lastLevel: is blank and lastLevelOn is not; an opening position needs both or neither',
    ],
  ])('for its optional fields: %s', async (more, message) => {
    const { problems } = await readAll(
      `${HEAD},transferMode,disputed,lastLevel,lastLevelOn\n${GOOD},${more}\n`,
      readInvoices,
    );
    expect(problems).toEqual([message]);
  });

  it.each<[string, string]>([
    [
      '1001,2026-01-05,1.00,EUR,x-1,paid',
      'f.csv:2: kind: "paid" is not known here; write payment, credit, reversal, chargeback, refund, fee, interest, cost, waiver or write-off',
    ],
    [
      '1001,2026-01-05,1.00,EUR,x-1,writeoff',
      'f.csv:2: kind: "writeoff" is not known here; write payment, credit, reversal, chargeback, refund, fee, interest, cost, waiver or write-off; did you mean write-off?',
    ],
    ['1001,2026-01-05,1.00,EUR,,payment', 'f.csv:2: externalId: is blank; every row needs it'],
    [
      ',2026-01-05,1.00,EUR,x-1,payment',
      'f.csv:2: invoice: is blank; name the invoice it is for, or in a column customer whose money it is',
    ],
    [
      ',2026-01-05,1.00,EUR,x-1,chargeback,C-1',
      "f.csv:2: invoice: is blank; a chargeback is about an invoice, only payments and credits are a customer's",
    ],
  ])('of payments: %s', async (row, message) => {
    const cells = row.split(',').length;
    const head = `invoice,bookedOn,amount,currency,externalId,kind${cells > 6 ? ',customer' : ''}`;
    expect((await readAll(`${head}\n${row}\n`, readPayments)).problems).toEqual([message]);
  });

  it.each<[string, string, string]>([
    [
      'email',
      'ann@example',
      'f.csv:2: email: "ann@example" is no e-mail address; write one like ann@example.com',
    ],
    [
      'country',
      'Nederland',
      'f.csv:2: country: "Nederland" is no country; write the two capital letters of ISO 3166 such as NL',
    ],
    ['language', 'Dutch', 'f.csv:2: language: "Dutch" is no language; write its code such as nl or de-CH'],
    [
      'kind',
      'Business',
      'f.csv:2: kind: "Business" is not known here; write consumer or business; did you mean business?',
    ],
    [
      'birthDate',
      '17-05-1984',
      'f.csv:2: birthDate: "17-05-1984" is no date in the form YYYY-MM-DD; write one like 2026-12-31',
    ],
    ['archived', 'j', 'f.csv:2: archived: "j" is neither yes nor no; write yes, no, true, false, 1 or 0'],
  ])('of customers: %s %s', async (column, value, message) => {
    const { problems } = await readAll(`customer,name,${column}\nC-1,Ann,${value}\n`, readCustomers);
    expect(problems).toEqual([message]);
  });
});
