import { unlinkInvoices } from '../../db/cases.ts';
import { findInvoice, raiseVersion } from '../../db/invoices.ts';
import { insertEntry } from '../../db/ledger.ts';
import type { Tx } from '../../db/tx.ts';
import { queueWake } from '../../db/wake.ts';
import type { NewPosting } from '../../domain/case/progress.ts';
import { caseEnded } from '../../domain/end-of-case.ts';
import type { HoldReason } from '../../domain/holds.ts';
import { ENGINE } from '../../domain/invoice-machine.ts';
import { start } from '../../domain/progress.ts';
import { Stage } from '../../domain/stage.ts';
import { gatherFrom } from '../../facts/gather-invoice.ts';
import { writeOutside } from '../invoice/write-progress.ts';
import type { CaseStepContext } from './case-context.ts';

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
    await writeOutside(tx, fresh, start(fresh.facts), asOf);
  }
  // In another case by now, or back on its own: whoever has it looks again.
  if (gathered.row.deactivatedAt !== null) await queueWake(tx, invoice.id, 'collected', asOf);
}

/** Gives the invoices of a case back to themselves: paid ones are PAID, open ones wait under a hold. */
export async function releaseInvoices(
  tx: Tx,
  { deps, gathered, progress, asOf }: CaseStepContext,
  reason: Ending,
): Promise<void> {
  await unlinkInvoices(tx, gathered.row.id);
  for (const { id } of progress.facts.invoices) {
    const invoice = await findInvoice(tx, id);
    if (invoice === undefined || invoice.stage !== Stage.TRANSFERRED) continue;
    const fresh = await gatherFrom(tx, deps.sources, invoice);
    const ended = caseEnded(start(fresh.facts), fresh.calendar, asOf, reason, ENGINE);
    await writeOutside(tx, fresh, ended, asOf);
    await queueWake(tx, id, 'case ended', asOf);
  }
}
