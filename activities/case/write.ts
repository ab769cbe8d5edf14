import { lineItemsOf } from '../../compose/case/case-contents.ts';
import type { CasePlan } from '../../contracts/case.ts';
import {
  type CaseChange,
  type CaseRow,
  caseContentsOf,
  saveCase,
  saveCaseContents,
  setToldUpTo,
} from '../../db/case/cases.ts';
import { CASE_CHANGED, columnsOfCaseChange } from '../../db/case/change.ts';
import { insertCharge, insertReceipt } from '../../db/case/money.ts';
import { insertCaseEvents, insertCaseMessage } from '../../db/case/trail.ts';
import { queueWakesOfKeptBack } from '../../db/invoice/wake.ts';
import type { Tx } from '../../db/tx.ts';
import { hasCaseChanges } from '../../domain/case/decision.ts';
import type { CaseFacts } from '../../domain/case/facts.ts';
import { CaseSource, isFrozen } from '../../domain/case/state.ts';
import { Because } from '../../domain/invoice/plan.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { HoldScope } from '../../domain/kernel/holds.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { TaskKind, TaskSubject } from '../../domain/tasks/task.ts';
import { casePlanOf, decideCase } from '../../gather/case/decided-case.ts';
import type { Author } from '../actor/subject.ts';
import { BY_ENGINE, writeSharedRows } from '../actor/write.ts';
import { deleteCaseRows, planOfDeleted } from './delete-case.ts';
import { planInstructions } from './plan-instructions.ts';
import { bookOnInvoice, releaseInvoices } from './release-invoices.ts';
import type { CaseStepContext } from './types.ts';

/**
 * Writes what a decision about a case led to, and its next step; whether a workflow carries the case is left as it
 * stands.
 */
export async function writeCase(
  tx: Tx,
  context: CaseStepContext,
  author: Author = BY_ENGINE,
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
  return saveDecided(tx, context, facts);
}

async function writeRows(tx: Tx, context: CaseStepContext, author: Author): Promise<void> {
  const { gathered, decision, asOf } = context;
  const { row, facts } = gathered;
  const caseId = row.id;
  const of = {
    creditor: row.creditor,
    subject: TaskSubject.CASE,
    about: row.reference,
    holds: { scope: HoldScope.CASE, caseId },
    tasksBefore: facts.tasks,
  };
  const ended = await writeSharedRows(tx, of, decision, asOf, author);
  await insertCaseEvents(tx, caseId, decision.transitions);
  for (const receipt of decision.receipts) await insertReceipt(tx, { caseId, ...receipt });
  for (const { invoiceId, ...booking } of decision.postings) {
    if (invoiceId === null) await insertCharge(tx, { caseId, ...booking, recordedAt: asOf });
    else await bookOnInvoice(tx, context, { ...booking, invoiceId });
  }
  for (const message of decision.messages) await insertCaseMessage(tx, { caseId, ...message, at: asOf });
  if (decision.toldUpTo !== null) await setToldUpTo(tx, caseId, decision.toldUpTo);
  if (ended.some(({ kind }) => kind === TaskKind.SURPLUS)) await refundSeenTo(tx, row, asOf);
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
async function saveDecided(
  tx: Tx,
  { gathered, decision, asOf }: CaseStepContext,
  facts: CaseFacts,
): Promise<CasePlan> {
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
