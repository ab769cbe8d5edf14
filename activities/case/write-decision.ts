import { lineItemsOf } from '../../compose/case/case-contents.ts';
import type { CasePlan } from '../../contracts/case.ts';
import {
  type CaseChange,
  type CaseRow,
  caseContentsOf,
  saveCase,
  saveCaseContents,
  setCaseHasWorkflow,
  setToldUpTo,
} from '../../db/case/cases.ts';
import { CASE_CHANGED, columnsOfCaseChange } from '../../db/case/change.ts';
import { insertCharge, insertReceipt } from '../../db/case/money.ts';
import { insertCaseEvents, insertCaseMessage } from '../../db/case/trail.ts';
import { cancelEffect } from '../../db/effects/effects.ts';
import { insertHold, releaseHold } from '../../db/holds.ts';
import { queueWakesOfKeptBack } from '../../db/invoice/wake.ts';
import { writeTasks } from '../../db/tasks/tasks.ts';
import type { Tx } from '../../db/tx.ts';
import { hasCaseChanges } from '../../domain/case/decision.ts';
import type { CaseFacts } from '../../domain/case/facts.ts';
import { CaseStep } from '../../domain/case/plan.ts';
import { CaseSource, isFrozen } from '../../domain/case/state.ts';
import { Because } from '../../domain/invoice/plan.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { HoldScope } from '../../domain/kernel/holds.ts';
import { ENGINE } from '../../domain/kernel/machine.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { TaskKind, TaskSubject, tasksBetween } from '../../domain/tasks/task.ts';
import { casePlanOf, decideCase } from '../../gather/case/decided-case.ts';
import { endingBy } from '../invoice/write-decision.ts';
import type { CaseStepContext } from './case-context.ts';
import { deleteCaseRows, planOfDeleted } from './delete-case.ts';
import { planInstructions } from './plan-instructions.ts';
import { bookOnInvoice, releaseInvoices } from './release-invoices.ts';

export interface CaseAuthor {
  readonly by: string;
  readonly commandId: string | null;
}

const BY_ENGINE: CaseAuthor = { by: ENGINE, commandId: null };

/** Writes what a decision about a case led to, decides the next step, and returns the plan for its workflow. */
export async function writeCase(
  tx: Tx,
  context: CaseStepContext,
  author: CaseAuthor = BY_ENGINE,
): Promise<CasePlan> {
  const decided = await writeCaseOutside(tx, context, author);
  const goesOn = decided.step !== CaseStep.END;
  const { row } = context.gathered;
  if (!context.decision.deletes && row.hasWorkflow !== goesOn) await setCaseHasWorkflow(tx, row.id, goesOn);
  return decided;
}

/** The same, from outside the case's workflow: whether one carries the case is left as it stands. */
export async function writeCaseOutside(
  tx: Tx,
  context: CaseStepContext,
  author: CaseAuthor = BY_ENGINE,
): Promise<CasePlan> {
  const { gathered, decision, asOf } = context;
  if (decision.deletes) {
    await deleteCaseRows(tx, gathered.row, author.by, asOf);
    await refundSeenTo(tx, gathered.row, asOf);
    return planOfDeleted(gathered.row);
  }
  await writeRows(tx, context, author);
  const planned = await planInstructions(tx, context);
  const facts: CaseFacts = {
    ...decision.facts,
    instructions: [...decision.facts.instructions, ...planned],
    untold: decision.toldUpTo === null ? decision.facts.untold : [],
  };
  return writeDecision(tx, context, facts);
}

async function writeRows(tx: Tx, context: CaseStepContext, author: CaseAuthor): Promise<void> {
  const { gathered, decision, asOf } = context;
  const { row } = gathered;
  await insertCaseEvents(tx, row.id, decision.transitions);
  for (const receipt of decision.receipts) await insertReceipt(tx, { caseId: row.id, ...receipt });
  for (const posting of decision.postings) {
    const { invoiceId, ...booking } = posting;
    if (invoiceId === null) await insertCharge(tx, { caseId: row.id, ...booking, recordedAt: asOf });
    else await bookOnInvoice(tx, context, { ...booking, invoiceId });
  }
  for (const holdId of decision.releasedHolds) {
    await releaseHold(tx, { holdId, releasedAt: asOf, by: author.by, commandId: author.commandId });
  }
  for (const { from: fromOn, until: untilOn, ...hold } of decision.holds) {
    const scope = { creditor: row.creditor, scope: HoldScope.CASE, caseId: row.id };
    await insertHold(tx, { ...scope, ...hold, fromOn, untilOn, recordedAt: asOf, ...author });
  }
  for (const key of decision.cancelledEffects) await cancelEffect(tx, key, asOf);
  for (const message of decision.messages)
    await insertCaseMessage(tx, { caseId: row.id, ...message, at: asOf });
  if (decision.toldUpTo !== null) await setToldUpTo(tx, row.id, decision.toldUpTo);
  const about = { creditor: row.creditor, subject: TaskSubject.CASE, about: row.reference };
  const between = tasksBetween(gathered.facts.tasks, decision.facts.tasks);
  await writeTasks(tx, about, between, endingBy(author.by, asOf));
  if (between.ended.some(({ kind }) => kind === TaskKind.SURPLUS)) await refundSeenTo(tx, row, asOf);
  await keepLineItems(tx, context);
  if (decision.releasesInvoices !== null) await releaseInvoices(tx, context, decision.releasesInvoices);
}

/** What was collected too much is no longer the customer's credit: letters that waited for it look again. */
export async function refundSeenTo(tx: Tx, { creditor, customerId }: CaseRow, asOf: Instant): Promise<void> {
  await queueWakesOfKeptBack(tx, { creditor, customerId }, Because.UNMATCHED_CREDIT, asOf);
}

/** A prefilled case is about what is open of its invoices, until it is frozen. */
async function keepLineItems(tx: Tx, { gathered, decision }: CaseStepContext): Promise<void> {
  const { facts } = decision;
  const { row } = gathered;
  const follows = facts.hasInvoices && facts.source !== CaseSource.SERVICE && !isFrozen(row.state);
  if (!follows || facts.invoices.length === 0 || facts.state.amount === row.amount) return;
  const contents = await caseContentsOf(tx, row.id);
  if (contents !== undefined)
    await saveCaseContents(tx, { ...contents, lineItems: lineItemsOf(facts.invoices) });
}

/** Saves the decision when it says anything new; a plan that stands still keeps its version, so that it shows. */
async function writeDecision(tx: Tx, context: CaseStepContext, facts: CaseFacts): Promise<CasePlan> {
  const { gathered, decision, asOf } = context;
  const { row, calendar } = gathered;
  const change = decideCase(situation({ facts, calendar }, asOf));
  const hasTasks = facts.tasks !== gathered.facts.tasks;
  const isNew = hasTasks || hasCaseChanges(decision) || differs(row, change);
  const version = isNew ? await saveCase(tx, row.id, change) : row.version;
  return casePlanOf(change, facts, version);
}

function differs(row: CaseRow, change: CaseChange): boolean {
  const columns = columnsOfCaseChange(row.id, change);
  return CASE_CHANGED.some((name) => name !== 'decidedAt' && columns[name] !== row[name]);
}
