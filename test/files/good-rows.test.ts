import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDay, parseDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { readCustomers } from '../../files/customers.ts';
import { readInvoices } from '../../files/invoices.ts';
import { isBad } from '../../files/item.ts';
import { readPayments } from '../../files/payments.ts';
import { type InvoiceRow, PAYMENT_KINDS } from '../../files/rows.ts';
import { readAll, withFile } from './read-all.ts';

describe('rows are read', () => {
  it('with a byte order mark, columns in any order and spaces around fields', async () => {
    const content =
      '\uFEFFcustomer,currency,amount, dueOn,issuedOn,number\r\nC-1 ,EUR, 5.00 ,,2026-01-05, 2026/001\r\n';
    expect((await readAll(content, readInvoices)).rows).toEqual([
      { number: '2026/001', customer: 'C-1', issuedOn: parseDay('2026-01-05'), amount: 500, currency: 'EUR' },
    ]);
  });

  it('with their physical lines, also after line breaks inside quotes', async () => {
    const content = 'customer,name,street\nC-1,Ann,"Road 1\nFlat 2"\nC-2,Ben,\n\nC-3,Cy,x\n';
    const { lines, rows } = await readAll(content, readCustomers);
    expect(lines).toEqual([2, 4, 6]);
    expect(rows[0]).toEqual({ customer: 'C-1', name: 'Ann', street: 'Road 1\nFlat 2' });
  });

  it.each([
    ['yes', true],
    ['YES', true],
    ['true', true],
    ['1', true],
    ['no', false],
    ['False', false],
    ['0', false],
    ['', undefined],
  ])('with disputed %j as %s', async (text, expected) => {
    const content = `number,customer,issuedOn,dueOn,amount,currency,disputed\n1,C,2026-01-05,,1.00,EUR,${text}\n`;
    const { rows } = await readAll(content, readInvoices);
    expect(rows[0]?.disputed).toBe(expected);
  });

  it.each([199, 200, 201])(
    'with invoice numbers of %i characters, of which 200 are taken',
    async (length) => {
      const content = `number,customer,issuedOn,dueOn,amount,currency\n${'/'.repeat(length)},C,2026-01-05,,1.00,EUR\n`;
      expect((await readAll(content, readInvoices)).rows).toHaveLength(length <= 200 ? 1 : 0);
    },
  );

  it('with an opening position', async () => {
    const head = 'number,customer,issuedOn,dueOn,amount,currency,lastLevel,lastLevelOn,transferMode';
    const { rows } = await readAll(
      `${head}\n1,C,2026-01-05,,1.00,EUR,reminder-1,2026-02-01,30\n`,
      readInvoices,
    );
    expect(rows).toMatchObject([
      { lastLevel: 'reminder-1', lastLevelOn: parseDay('2026-02-01'), transferMode: 30 },
    ]);
  });

  it('with every kind of booking, and a payment where none is named', async () => {
    const kinds = [...PAYMENT_KINDS, ''];
    const content = kinds.map((kind, i) => `1,2026-01-05,1.00,EUR,x-${i},${kind}`).join('\n');
    const { rows } = await readAll(
      `invoice,bookedOn,amount,currency,externalId,kind\n${content}\n`,
      readPayments,
    );
    expect(rows.map(({ kind }) => kind)).toEqual([...PAYMENT_KINDS, 'payment']);
    expect(kinds).toHaveLength(11);
  });

  it('with money that is a customer’s and no invoice’s', async () => {
    const content =
      'invoice,bookedOn,amount,currency,externalId,kind,customer\n,2026-01-05,1.00,EUR,a,,C-1\nCN-9,2026-01-05,1.00,EUR,b,credit,C-1\n';
    const { rows } = await readAll(content, readPayments);
    expect(rows).toMatchObject([
      { customer: 'C-1', kind: 'payment' },
      { invoice: 'CN-9', customer: 'C-1', kind: 'credit' },
    ]);
    expect(rows[0]).not.toHaveProperty('invoice');
  });

  it.each([
    ['invoices', readInvoices, 7],
    ['payments', readPayments, 4],
    ['customers', readCustomers, 3],
  ])('from the example %s without a problem', async (name, read, count) => {
    let rows = 0;
    for await (const item of read(`examples/${name}.csv`)) {
      expect(isBad(item)).toBe(false);
      rows++;
    }
    expect(rows).toBe(count);
  });

  it('no faster than they are asked for, and a reader that stops early leaves no file open', async () => {
    const content = `customer,name\n${'C-1,Ann\n'.repeat(100_000)}`;
    await withFile(content, async (path) => {
      let rows = 0;
      for await (const item of readCustomers(path)) {
        expect(item.line).toBe(rows + 2);
        if (++rows === 3) break;
      }
      expect(rows).toBe(3);
    });
  });
});

const text = (longest: number) =>
  fc
    .string({
      unit: fc.constantFrom('a', 'Z', '0', '/', '"', ',', ';', ' ', 'é', '€', '😀', '%', '.'),
      minLength: 1,
      maxLength: longest,
    })
    .filter((one) => one.trim() === one);
const day = fc.integer({ min: parseDay('1900-01-01') ?? 0, max: parseDay('2199-12-31') ?? 0 });

it('whatever invoices were written are read back exactly, to the last cent', async () => {
  const invoice = fc.record({
    number: text(20),
    customer: text(20),
    issuedOn: day,
    amount: fc.maxSafeNat().map((amount) => Math.max(1, amount)),
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
    reference: text(20),
  });
  const quoted = (one: string) => `"${one.replaceAll('"', '""')}"`;
  const write = (row: InvoiceRow) =>
    [
      quoted(row.number),
      quoted(row.customer),
      formatDay(row.issuedOn),
      '',
      formatAmount(row.amount, row.currency),
      row.currency,
      quoted(row.reference ?? ''),
    ].join(',');
  await fc.assert(
    fc.asyncProperty(fc.array(invoice, { minLength: 1, maxLength: 20 }), async (rows) => {
      const head = 'number,customer,issuedOn,dueOn,amount,currency,reference';
      const read = await readAll(`${head}\n${rows.map(write).join('\n')}`, readInvoices);
      expect(read.problems).toEqual([]);
      expect(read.rows).toEqual(rows);
    }),
    { numRuns: 50 },
  );
});
