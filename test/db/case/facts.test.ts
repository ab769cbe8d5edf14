import { expect, it } from 'vitest';
import { insertCase } from '../../../db/case/cases.ts';
import { invoicesOfCase } from '../../../db/case/facts.ts';
import { addInvoice, day } from '../samples.ts';
import { freshDatabase } from '../test-database.ts';

it('A case has its invoices oldest first, of one day the first taken in, and those without a due date behind', async () => {
  const db = await freshDatabase();
  const numbers = await db.transaction(async (tx) => {
    const undated = await addInvoice(tx, 'undated', { dueOn: null });
    const others = [];
    for (const [number, dueOn] of [
      ['later', day('2026-03-01')],
      ['first', day('2026-02-01')],
      ['first too', day('2026-02-01')],
    ] as const)
      others.push(await addInvoice(tx, number, { dueOn }));
    const { row } = await insertCase(tx, {
      row: {
        creditor: 'acme',
        reference: 'acme-1001-1',
        externalId: 'transfer/1001/1',
        source: 'transfer',
        customerId: undated.customerId,
        amount: 10_000,
        currency: 'EUR',
        state: 'PREPARING',
        contractDate: undated.issuedOn,
        dueOn: day('2026-02-01'),
        openedAt: 5_000,
      },
      billingAddress: {},
      lineItems: [],
      invoiceIds: [undated, ...others].map(({ id }) => id),
    });
    return (await invoicesOfCase(tx, row.id)).map((linked) => linked.row.number);
  });
  expect(numbers).toEqual(['first', 'first too', 'later', 'undated']);
});
