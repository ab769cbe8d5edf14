import type { StagedCustomer } from '../../contracts/intake.ts';
import { saveCustomer } from '../../db/customers.ts';
import { listInvoices, raiseVersion } from '../../db/invoices.ts';
import { queueWake } from '../../db/wake.ts';
import type { IntakeContext } from './intake-context.ts';
import { type RowResult, TAKEN, UNCHANGED } from './row-result.ts';

const PAGE = 500;

/** Takes a customer's data in; what changes its dunning wakes its invoices. */
export async function takeCustomer(context: IntakeContext, staged: StagedCustomer): Promise<RowResult> {
  const { tx, creditor, deps, asOf } = context;
  const { customer: reference, ...details } = staged;
  const saved = await saveCustomer(tx, creditor.creditor, { reference, ...details });
  if (!saved.changed) return UNCHANGED;
  const changesDunning =
    details.dunningOptOut !== undefined ||
    details.archived !== undefined ||
    details.directDebitOn !== undefined;
  if (!changesDunning || deps.sources.rehearsal) return TAKEN;
  let afterId = 0;
  for (;;) {
    const page = await listInvoices(tx, { customerId: saved.id, afterId, limit: PAGE });
    for (const invoice of page) {
      await raiseVersion(tx, invoice.id);
      await queueWake(tx, invoice.id, 'customer changed', asOf);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return TAKEN;
    afterId = last.id;
  }
}
