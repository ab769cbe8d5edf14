import { unlinkInvoices } from '../../db/case/cases.ts';
import { findInvoice, raiseVersion } from '../../db/invoice/invoices.ts';
import { insertEntry } from '../../db/invoice/ledger.ts';
import { queueWake } from '../../db/invoice/wake.ts';
import type { Tx } from '../../db/tx.ts';
import type { NewPosting } from '../../domain/case/decision.ts';
import { start } from '../../domain/invoice/decision.ts';
import { caseEnded } from '../../domain/invoice/end-of-case.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import type { HoldReason } from '../../domain/kernel/holds.ts';
import { ENGINE } from '../../domain/kernel/machine.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { gatherFrom } from '../../gather/invoice/gather-invoice.ts';
import { writeInvoice } from '../invoice/write.ts';
import type { CaseStepContext } from './types.ts';

type Ending = typeof HoldReason.CASE_ENDED | typeof HoldReason.CASE_DEACTIVATED;

/** Books on an invoice what its case brought in, waived or charged, and brings what is shown of it up to date. */
export async function bookOnInvoice(
  tx: Tx,
  { deps, gathered, asOf }: CaseStepContext,
  posting: NewPosting & { readonly invoiceId: number },
): Promise<void> {
  const invoice = await findInvoice(tx, posting.invoiceId);
  if (invoice === undefined) return;
  const booked = await insertEntry(tx, { ...posting, creditor: gathered.row.creditor, recordedAt: asOf });
  if (booked !== 'new') return;
  await raiseVersion(tx, invoice.id);
  if (invoice.stage === Stage.TRANSFERRED) {
    const fresh = await gatherFrom(tx, deps.sources, invoice);
    await writeInvoice(tx, { gathered: fresh, decision: start(fresh.facts), asOf });
  }
  // In another case by now, or back on its own: whoever has it looks again.
  if (gathered.row.deactivatedAt !== null) await queueWake(tx, invoice.id, 'collected', asOf);
}

/** Gives the invoices of a case back to themselves: paid ones are PAID, open ones wait under a hold. */
export async function releaseInvoices(
  tx: Tx,
  { deps, gathered, decision, asOf }: CaseStepContext,
  reason: Ending,
): Promise<void> {
  await unlinkInvoices(tx, gathered.row.id);
  for (const { id } of decision.facts.invoices) {
    const invoice = await findInvoice(tx, id);
    if (invoice === undefined || invoice.stage !== Stage.TRANSFERRED) continue;
    const fresh = await gatherFrom(tx, deps.sources, invoice);
    const ended = caseEnded(start(fresh.facts), situation(fresh, asOf), reason, ENGINE);
    await writeInvoice(tx, { gathered: fresh, decision: ended, asOf });
    await queueWake(tx, id, 'case ended', asOf);
  }
}
