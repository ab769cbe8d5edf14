import type { InvoicePlan } from '../../contracts/invoice.ts';
import { cancelEffect, flagSentInside } from '../../db/effects/effects.ts';
import { insertHold, releaseHold } from '../../db/holds.ts';
import { type InvoiceRow, saveInvoice, setHasWorkflow } from '../../db/invoice/invoices.ts';
import { insertEntry } from '../../db/invoice/ledger.ts';
import { insertTransitions } from '../../db/invoice/transitions.ts';
import { queueWakesOfKeptBack } from '../../db/invoice/wake.ts';
import { type TaskEnding, writeTasks } from '../../db/tasks/tasks.ts';
import type { Tx } from '../../db/tx.ts';
import { type Decision, hasChanges } from '../../domain/invoice/decision.ts';
import { Because, Step } from '../../domain/invoice/plan.ts';
import { openOn } from '../../domain/invoice/transfer-run.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { HoldScope } from '../../domain/kernel/holds.ts';
import { ENGINE } from '../../domain/kernel/machine.ts';
import type { OpenAmount } from '../../domain/kernel/open-amount.ts';
import { daysBehind } from '../../domain/kernel/pause.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { TaskEnd, TaskSubject, tasksBetween } from '../../domain/tasks/task.ts';
import { columnsOf, type Decided, decide, planOf } from '../../gather/invoice/decided.ts';
import type { Gathered } from '../../gather/invoice/gather-invoice.ts';

export interface Author {
  readonly by: string;
  readonly commandId: string | null;
}

export const BY_ENGINE: Author = { by: ENGINE, commandId: null };

/** Writes what a decision led to, decides the next step, and returns the plan for the workflow. */
export async function writeDecision(
  tx: Tx,
  gathered: Gathered,
  decision: Decision,
  asOf: Instant,
  author: Author = BY_ENGINE,
): Promise<InvoicePlan> {
  const decided = await writeOutside(tx, gathered, decision, asOf, author);
  const goesOn = decided.step !== Step.END;
  if (gathered.row.hasWorkflow !== goesOn) await setHasWorkflow(tx, gathered.row.id, goesOn);
  return decided;
}

/** The same, from outside the invoice's workflow: whether one carries the invoice is left as it stands. */
export async function writeOutside(
  tx: Tx,
  gathered: Gathered,
  decision: Decision,
  asOf: Instant,
  author: Author = BY_ENGINE,
): Promise<InvoicePlan> {
  await writeRows(tx, gathered, decision, asOf, author);
  const decided = decide(situation({ ...gathered, facts: decision.facts }, asOf));
  return saveDecided(tx, gathered, decision, decided);
}

async function writeRows(
  tx: Tx,
  gathered: Gathered,
  decision: Decision,
  asOf: Instant,
  author: Author,
): Promise<void> {
  const { row, facts } = gathered;
  for (const key of decision.cancelledEffects) await cancelEffect(tx, key, asOf);
  for (const entry of decision.entries) {
    const { externalId, kind, amount, bookedOn } = entry;
    const invoice = { invoiceId: row.id, creditor: row.creditor };
    await insertEntry(tx, {
      ...invoice,
      externalId,
      kind,
      amount,
      bookedOn,
      recordedAt: asOf,
      by: author.by,
    });
  }
  for (const holdId of decision.releasedHolds) {
    await releaseHold(tx, { holdId, releasedAt: asOf, by: author.by, commandId: author.commandId });
  }
  for (const hold of decision.holds) {
    await insertHold(tx, {
      creditor: row.creditor,
      scope: HoldScope.INVOICE,
      customerId: null,
      invoiceId: row.id,
      kind: hold.kind,
      reason: hold.reason,
      fromOn: hold.from,
      untilOn: hold.until,
      recordedAt: asOf,
      by: author.by,
      note: hold.note,
      commandId: author.commandId,
    });
    const behind = daysBehind(hold, gathered.calendar.dayOf(asOf));
    if (behind !== null) await flagSentInside(tx, row.id, behind.from, behind.to);
  }
  const about = { creditor: row.creditor, subject: TaskSubject.INVOICE, about: row.number };
  const between = tasksBetween(facts.tasks, decision.facts.tasks);
  await writeTasks(tx, about, between, endingBy(author.by, asOf));
  if (decision.transitions.length > 0) {
    await insertTransitions(
      tx,
      row.id,
      Math.max(facts.state.round, decision.facts.state.round),
      decision.transitions,
    );
  }
}

/** What a person brought about ends a task as done, what came by itself does so by itself. */
export function endingBy(by: string, at: Instant): TaskEnding {
  return { at, by, ended: by === ENGINE ? TaskEnd.ITSELF : TaskEnd.DONE };
}

/** Saves the decision when it says anything new; a plan that stands still keeps its version, so that it shows. */
async function saveDecided(
  tx: Tx,
  gathered: Gathered,
  decision: Decision,
  decided: Decided,
): Promise<InvoicePlan> {
  const { row, calendar } = gathered;
  const { plan } = decided;
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
    !isOpenInRow(row, openOn(decided.facts, calendar.dayOf(decided.asOf))) ||
    calendar.dayOf(row.decidedAt) !== calendar.dayOf(decided.asOf);
  const version = isNew ? await saveInvoice(tx, row.id, columnsOf(decided, calendar)) : row.version;
  // What was paid too much is the customer's: as it is used up, its other invoices need not wait for it any more.
  if (openOn(decided.facts, calendar.dayOf(decided.asOf)).surplus < row.surplus && !decided.facts.rehearsal) {
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
