import { describe, expect, it } from 'vitest';
import type { Page } from '../../../db/pages.ts';
import { parseDay } from '../../../domain/kernel/day.ts';
import { NotInDatabase } from '../../../gather/not-in-database.ts';
import { INVOICE_COLUMNS } from '../../../read/invoice/columns.ts';
import type { InvoiceQuery } from '../../../read/invoice/filter.ts';
import { invoiceColumnsFor, invoicePage } from '../../../read/invoice/list.ts';
import { jsonValue, textValue } from '../../../read/kit/columns.ts';
import { preparedFolder } from '../../cli/prepared-folder.ts';
import { acmeOf, readerOf } from '../reader.ts';

const prepared = preparedFolder();
const page = async (query: InvoiceQuery, of: Page) =>
  invoicePage(readerOf(prepared), await acmeOf(prepared), query, of);
const numbers = (rows: Awaited<ReturnType<typeof page>>) => rows.map(({ row }) => row.number);

describe('a page of invoices', () => {
  it('begins behind the last of the one before it, and misses and repeats none', async () => {
    const all = numbers(await page({}, { afterId: 0, limit: 100 }));
    const first = await page({}, { afterId: 0, limit: 3 });
    const second = await page({}, { afterId: first.at(-1)?.row.id ?? 0, limit: 100 });
    expect(numbers(first)).toHaveLength(3);
    expect([...numbers(first), ...numbers(second)]).toEqual(all);
  });

  it('holds what matches all of the filter, the first that match when there are more', async () => {
    const stage = ['NOTICED'] as const;
    expect(numbers(await page({ stage }, { afterId: 0, limit: 2 }))).toEqual(['1006', '1007']);
    expect(numbers(await page({ stage, mode: '30' }, { afterId: 0, limit: 2 }))).toEqual(['1007']);
    const nextBefore = parseDay('2026-03-04');
    expect(numbers(await page({ stage, nextBefore }, { afterId: 0, limit: 9 }))).toEqual(['1006', '1007']);
  });

  it('of a customer that is not there is refused by its reference', async () => {
    const asked = page({ customer: 'C-9' }, { afterId: 0, limit: 2 });
    await expect(asked).rejects.toThrow(new NotInDatabase('Creditor acme has no customer C-9.'));
  });

  it('says why an invoice is paused', async () => {
    await prepared.command('1005', 'pause', { reason: 'DISPUTE' });
    const [listed] = await page(
      { held: true, customer: 'C-2', stage: ['REMINDED'] },
      { afterId: 0, limit: 1 },
    );
    expect(listed && textValue(INVOICE_COLUMNS.heldFor, listed)).toBe('DISPUTE');
    expect(listed && textValue(INVOICE_COLUMNS.held, listed)).toBe('yes');
  });
});

describe('a column', () => {
  it('is read by what it holds: amounts as decimals, days and moments by the clock of the reader', async () => {
    const [first] = await page({}, { afterId: 0, limit: 1 });
    if (first === undefined) throw new Error('no invoice');
    const of = (name: keyof typeof INVOICE_COLUMNS) => INVOICE_COLUMNS[name];
    expect(jsonValue(of('amount'), first)).toBe('125.00');
    expect(jsonValue(of('dueOn'), first)).toBe('2026-02-24');
    expect(jsonValue(of('nextOn'), first)).toMatch(/^2026-03-0\dT\d\d:\d\d:00\.000Z$/);
    expect(textValue(of('nextOn'), first)).toMatch(/^2026-03-0\d \d\d:\d\d$/);
    expect(jsonValue(of('held'), first)).toBe(false);
    expect(textValue(of('held'), first)).toBe('');
    expect(jsonValue(of('paidOn'), first)).toBe(null);
    expect(jsonValue(of('mode'), first)).toBe(20);
  });

  it('stands in what a list shows when nobody chose; claims have other ones', () => {
    expect(invoiceColumnsFor({})).toContain('nextOn');
    expect(invoiceColumnsFor({ tab: 'manual' })).toContain('approvedBy');
  });
});
