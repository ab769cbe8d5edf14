import { endAgreementRow, insertAgreement, invoicesOfAgreement } from '../../db/agreements.ts';
import { insertHold } from '../../db/holds.ts';
import { findInvoiceByNumber, type InvoiceRow, raiseVersion } from '../../db/invoice/invoices.ts';
import { queueWake } from '../../db/invoice/wake.ts';
import { openTask } from '../../db/tasks/tasks.ts';
import type { Tx } from '../../db/tx.ts';
import { type EndedAgreement, HOLD_REASON_OF, type NewAgreement } from '../../domain/agreements/agreement.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { HoldKind, HoldScope } from '../../domain/kernel/holds.ts';
import { TaskSubject } from '../../domain/tasks/task.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import type { Author } from '../actor/subject.ts';

/** Writes an agreement that was made, and pauses all its invoices; the others look when they are woken. */
export async function writeAgreement(
  tx: Tx,
  { creditor, customerId }: Pick<InvoiceRow, 'creditor' | 'customerId'>,
  { agreement, note }: NewAgreement,
  asOf: Instant,
  { by, commandId }: Author,
): Promise<void> {
  const { kind, currency, madeOn, instalments } = agreement;
  const invoices = [];
  for (const { number, openBefore, paidBefore, forgivenBefore } of agreement.invoices) {
    const row = await findInvoiceByNumber(tx, creditor, number);
    if (row === undefined) throw new NotInDatabase(`Creditor ${creditor} has no invoice ${number}.`);
    invoices.push({ invoiceId: row.id, openBefore, paidBefore, forgivenBefore });
  }
  const agreementId = await insertAgreement(tx, {
    ...{ creditor, customerId, kind, currency, madeOn, instalments, invoices },
    ...{ recordedAt: asOf, by, note, commandId },
  });
  for (const { invoiceId } of invoices) {
    await insertHold(tx, {
      ...{ creditor, scope: HoldScope.INVOICE, invoiceId, agreementId },
      ...{ kind: HoldKind.REMINDERS, reason: HOLD_REASON_OF[kind], fromOn: madeOn, untilOn: null },
      ...{ recordedAt: asOf, by, note, commandId },
    });
  }
}

/** Writes the end of an agreement, once, whichever of its invoices came to it; the others look when they are woken. */
export async function writeEndedAgreement(
  tx: Tx,
  { creditor, id }: Pick<InvoiceRow, 'creditor' | 'id'>,
  { id: agreementId, askedOn, ...end }: EndedAgreement,
  asOf: Instant,
): Promise<void> {
  const event = { agreementId, at: asOf, ...end };
  if (!(await endAgreementRow(tx, event))) return;
  for (const { invoiceId } of await invoicesOfAgreement(tx, agreementId)) {
    if (invoiceId === id) continue;
    await raiseVersion(tx, invoiceId);
    await queueWake(tx, invoiceId, 'agreement ended', asOf);
  }
  if (askedOn === null) return;
  const { invoice: about, task: kind, note } = askedOn;
  const of = { creditor, subject: TaskSubject.INVOICE, about };
  await openTask(tx, { ...of, kind, key: String(agreementId), note, since: asOf });
}
