import { Channel } from '../../contracts/effects.ts';
import { caseOrderEffectKey } from '../../contracts/ids.ts';
import type { InvoicePlan } from '../../contracts/invoice.ts';
import { openCase } from '../../db/cases.ts';
import { findCustomer } from '../../db/customers.ts';
import type { Tx } from '../../db/tx.ts';
import { transferred } from '../../domain/apply-step.ts';
import { EffectKind } from '../../domain/facts.ts';
import { InvoiceEvent } from '../../domain/invoice-machine.ts';
import type { Progress } from '../../domain/progress.ts';
import { NotInDatabase } from '../../facts/not-in-database.ts';
import { CaseSource, orderContent } from '../../facts/order-content.ts';
import type { StepContext } from './outcome.ts';
import { type ClaimedParcel, planAndClaim } from './parcel.ts';
import { pendingFrom, withPending } from './send-level.ts';
import { type Author, BY_ENGINE, writeProgress } from './write-progress.ts';

export interface Opened {
  readonly progress: Progress;
  readonly parcels: readonly ClaimedParcel[];
}

/**
 * Hands the claim to debt collection: the case's row, the stage and the order to the collector are written in
 * one transaction. Without `source`, only when a chargeback has just transferred the invoice.
 */
export async function openCaseFor(tx: Tx, context: StepContext, source?: 'transfer'): Promise<Opened> {
  const { gathered, asOf } = context;
  const { row, policy, calendar } = gathered;
  const byChargeback = context.progress.transitions.some(
    (transition) => transition.event === InvoiceEvent.TRANSFERRED_BY_CHARGEBACK,
  );
  if (source === undefined && !byChargeback) return { progress: context.progress, parcels: [] };
  const progress =
    source === undefined ? context.progress : transferred(context.progress, policy, calendar, asOf);
  const customer = await findCustomer(tx, row.customerId);
  if (customer === undefined) throw new NotInDatabase(`The customer of invoice ${row.number} is missing.`);
  const caseSource = source === undefined ? CaseSource.CHARGEBACK : CaseSource.TRANSFER;
  const content = orderContent({ ...gathered, facts: progress.facts }, customer, caseSource, asOf);
  const { reference, externalId } = content.case;
  const amount = content.invoices.reduce((sum, invoice) => sum + invoice.open.total, 0);
  await openCase(tx, {
    creditor: row.creditor,
    reference,
    externalId,
    source: caseSource,
    customerId: row.customerId,
    amount,
    currency: row.currency,
    state: 'PREPARING',
    contractDate: row.issuedOn,
    dueOn: progress.facts.dueOn,
    openedAt: asOf,
    invoiceIds: [row.id],
  });
  const claimed = await planAndClaim(
    tx,
    {
      key: caseOrderEffectKey(row.creditor, reference),
      invoiceId: row.id,
      kind: EffectKind.TRANSFER,
      level: null,
      round: progress.facts.state.round,
      channel: Channel.COLLECTOR,
      amount,
      content,
    },
    asOf,
  );
  if ('existing' in claimed) return { progress, parcels: [] };
  return { progress: withPending(progress, pendingFrom(claimed.parcel, null)), parcels: [claimed.parcel] };
}

/**
 * Writes a progress wherever bookings were absorbed beside a hand-over: should a chargeback have transferred the
 * invoice in between, its case is opened too, and the order goes out once the lease of its first claim ends.
 */
export async function writeWithCase(
  tx: Tx,
  context: StepContext,
  author: Author = BY_ENGINE,
): Promise<InvoicePlan> {
  const { progress } = await openCaseFor(tx, context);
  return writeProgress(tx, context.gathered, progress, context.asOf, author);
}
