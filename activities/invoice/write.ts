import type { InvoicePlan } from '../../contracts/invoice.ts';
import { flagSentInside } from '../../db/effects/effects.ts';
import { writeDispute } from '../../db/invoice/disputes.ts';
import { type InvoiceRow, saveInvoice } from '../../db/invoice/invoices.ts';
import { insertEntry } from '../../db/invoice/ledger.ts';
import { insertTransitions } from '../../db/invoice/transitions.ts';
import { queueWakesOfKeptBack } from '../../db/invoice/wake.ts';
import type { Tx } from '../../db/tx.ts';
import { followAgreements } from '../../domain/invoice/agreements.ts';
import { type Decision, hasChanges } from '../../domain/invoice/decision.ts';
import { caseOpened, opensCase } from '../../domain/invoice/end-of-case.ts';
import { Because } from '../../domain/invoice/plan.ts';
import { openOn } from '../../domain/invoice/transfer-run.ts';
import type { OpenAmount } from '../../domain/kernel/balance.ts';
import { HoldScope } from '../../domain/kernel/holds.ts';
import { daysBehind } from '../../domain/kernel/pause.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { TaskSubject } from '../../domain/tasks/task.ts';
import { columnsOf, type Decided, decide, planOf } from '../../gather/invoice/decided.ts';
import type { Author } from '../actor/subject.ts';
import { BY_ENGINE, writeSharedRows } from '../actor/write.ts';
import { openCaseOf } from '../case/open-case-of.ts';
import { sendAgain } from './send-again.ts';
import type { InvoiceContext } from './types.ts';
import { writeAgreement, writeEndedAgreement } from './write-agreements.ts';

type Written = Omit<InvoiceContext, 'deps'>;

/**
 * Writes what a decision about an invoice led to, and its next step; whether a workflow carries the invoice is left as
 * it stands. A claim that it hands to debt collection gets its case in the same transaction.
 */
export async function writeInvoice(tx: Tx, given: Written, author: Author = BY_ENGINE): Promise<InvoicePlan> {
  const { calendar, policy } = given.gathered;
  // What takes an invoice off its path ends what was agreed about it.
  const settled = followAgreements(await withCase(tx, given), situation({ calendar, policy }, given.asOf));
  const written = { ...given, decision: settled };
  const { gathered, decision, asOf } = written;
  await writeRows(tx, written, author);
  const { facts } = decision;
  return saveDecided(tx, written, decide(situation({ ...gathered, facts }, asOf)));
}

/** Opens the case of a claim that was just transferred, by its run or by a chargeback, and queues it for its workflow. */
async function withCase(tx: Tx, { gathered, decision, asOf }: Written): Promise<Decision> {
  const source = opensCase(decision);
  if (source === null) return decision;
  const invoices = [{ gathered, facts: decision.facts }];
  return caseOpened(decision, await openCaseOf(tx, { invoices, source, by: BY_ENGINE.by, asOf }));
}

async function writeRows(tx: Tx, { gathered, decision, asOf }: Written, author: Author): Promise<void> {
  const { row, facts, calendar } = gathered;
  const { id: invoiceId, creditor } = row;
  const of = {
    creditor,
    subject: TaskSubject.INVOICE,
    about: row.number,
    holds: { scope: HoldScope.INVOICE, invoiceId },
    tasksBefore: facts.tasks,
  };
  await writeSharedRows(tx, of, decision, asOf, author);
  for (const entry of decision.entries) {
    const booked = await insertEntry(tx, { invoiceId, creditor, ...entry, recordedAt: asOf, by: author.by });
    // A letter that claims what is in no ledger must not leave.
    if (booked === 'conflict') throw new Error(`The id ${entry.externalId} is taken by another booking.`);
  }
  for (const again of decision.sentAgain) {
    await sendAgain(tx, { id: invoiceId, round: decision.facts.state.round }, again, asOf);
  }
  for (const hold of decision.holds) {
    const behind = daysBehind(hold, calendar.dayOf(asOf));
    if (behind !== null) await flagSentInside(tx, invoiceId, behind.from, behind.to);
  }
  for (const dispute of decision.disputes) {
    const { by, commandId } = author;
    await writeDispute(tx, { creditor, invoiceId }, dispute, { recordedAt: asOf, by, commandId });
  }
  for (const made of decision.agreements) await writeAgreement(tx, row, made, asOf, author);
  for (const ended of decision.endedAgreements) await writeEndedAgreement(tx, row, ended, asOf);
  if (decision.transitions.length > 0) {
    const round = Math.max(facts.state.round, decision.facts.state.round);
    await insertTransitions(tx, invoiceId, round, decision.transitions);
  }
}

/** Saves the decision when it says anything new; a plan that stands still keeps its version, so that it shows. */
async function saveDecided(tx: Tx, { gathered, decision }: Written, decided: Decided): Promise<InvoicePlan> {
  const { row, calendar } = gathered;
  const { plan } = decided;
  const open = openOn(decided.facts, calendar.dayOf(decided.asOf));
  const isNew =
    hasChanges(decision) ||
    decision.facts !== gathered.facts ||
    plan.step !== row.nextStep ||
    plan.at !== row.nextAt ||
    plan.because !== row.because ||
    decided.held !== row.held ||
    decided.keptBackBy !== row.keptBackBy ||
    decided.closesOn !== row.closesOn ||
    decided.transfersOn !== row.transfersOn ||
    !isOpenInRow(row, open) ||
    calendar.dayOf(row.decidedAt) !== calendar.dayOf(decided.asOf);
  const version = isNew ? await saveInvoice(tx, row.id, columnsOf(decided, calendar)) : row.version;
  // What was paid too much is the customer's: as it is used up, its other invoices need not wait for it any more.
  if (open.surplus < row.surplus && !decided.facts.rehearsal) {
    const { creditor, customerId } = row;
    await queueWakesOfKeptBack(tx, { creditor, customerId }, Because.UNMATCHED_CREDIT, decided.asOf);
  }
  return planOf(decided, version);
}

/** A part payment may leave the plan as it is: the amounts that lists show must follow it all the same. */
function isOpenInRow(row: InvoiceRow, open: OpenAmount): boolean {
  return (
    open.principal === row.openPrincipal &&
    open.fees === row.openFees &&
    open.interest === row.openInterest &&
    open.costs === row.openCosts &&
    open.surplus === row.surplus
  );
}
