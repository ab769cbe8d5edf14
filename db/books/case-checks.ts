import { asc, gt } from 'drizzle-orm';
import { receiptPrefix } from '../../domain/case/collect.ts';
import { CASE_TRANSITIONS, type CaseEvent } from '../../domain/case/machine.ts';
import { CaseState, hasCaseEnded } from '../../domain/case/state.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { TaskSubject } from '../../domain/tasks/task.ts';
import type { CaseRow } from '../case/cases.ts';
import { invoicesOfCase } from '../case/facts.ts';
import { receiptsOf } from '../case/money.ts';
import { caseEventsOf } from '../case/trail.ts';
import { ledgerOf } from '../invoice/ledger.ts';
import { named } from '../named.ts';
import type { Page } from '../pages.ts';
import { cases } from '../tables/cases.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import type { CheckedRow } from './problem.ts';
import { problemsOfTasks } from './task-checks.ts';

const statements = preparedStatements(({ orm }) => ({
  page: orm
    .select()
    .from(cases)
    .where(gt(cases.id, named('afterId')))
    .orderBy(asc(cases.id))
    .limit(named('limit'))
    .prepare(),
}));

/** Checks one page of cases against their append-only rows and their invoices. */
export async function checkCasePage(tx: Tx, page: Page): Promise<readonly CheckedRow[]> {
  const checked: CheckedRow[] = [];
  for (const row of await statements(tx).page.all(page)) {
    const { id, creditor, reference } = row;
    const about = { creditor, subject: TaskSubject.CASE, about: reference };
    const found = [
      ...(await trail(tx, row)),
      ...(await money(tx, row)),
      ...(await links(tx, row)),
      ...(await problemsOfTasks(tx, about, row)),
    ];
    checked.push({
      id,
      problems: found.map((problem) => ({ creditor, number: `case ${reference}`, problem })),
    });
  }
  return checked;
}

/** The trail is unbroken, every edge is legal, and it ends where the row stands. */
async function trail(tx: Tx, row: CaseRow): Promise<string[]> {
  const problems: string[] = [];
  let state: CaseState = CaseState.CREATE;
  for (const { event, fromState, toState } of await caseEventsOf(tx, row.id)) {
    const rule = CASE_TRANSITIONS[event as CaseEvent];
    const to = rule?.to === 'same' ? fromState : rule?.to;
    if (fromState !== state)
      problems.push(`"${event}" began in ${fromState}, but the case stood in ${state}.`);
    if (rule === undefined || !rule.from.includes(fromState) || to !== toState) {
      problems.push(`"${event}" from ${fromState} to ${toState} is not in the table.`);
    }
    state = toState;
  }
  if (state !== row.state) problems.push(`The trail ends in ${state}, the row says ${row.state}.`);
  const isClosed = row.state === CaseState.CLOSED;
  if (isClosed !== (row.outcome !== null)) problems.push(`${row.state} with outcome ${row.outcome}.`);
  return problems;
}

/** What was collected is on the receipts, and what was not surplus is on the invoices. */
async function money(tx: Tx, row: CaseRow): Promise<string[]> {
  const receipts = await receiptsOf(tx, row.id);
  const collected = receipts.reduce((sum, { amount }) => sum + amount, 0);
  const surplus = receipts.reduce((sum, receipt) => sum + receipt.surplus, 0);
  const problems: string[] = [];
  if (collected !== row.collected)
    problems.push(`The receipts come to ${collected}, the row says ${row.collected}.`);
  if (surplus !== row.surplus) problems.push(`Surplus of ${surplus}, the row says ${row.surplus}.`);
  const linked = await invoicesOfCase(tx, row.id);
  if (linked.length === 0) return problems;
  let posted = 0;
  for (const { row: invoice } of linked) {
    for (const { externalId, amount } of await ledgerOf(tx, invoice.id)) {
      if (externalId.startsWith(receiptPrefix(row.reference))) posted += amount;
    }
  }
  if (posted !== collected - surplus) {
    problems.push(`${posted} of receipts is posted on invoices, it should be ${collected - surplus}.`);
  }
  return problems;
}

/** A case under way has its invoices, each of them TRANSFERRED; one that is over has let them go. */
async function links(tx: Tx, row: CaseRow): Promise<string[]> {
  const isOver = hasCaseEnded(row.state) || row.deactivatedAt !== null;
  const problems: string[] = [];
  for (const { row: invoice, active } of await invoicesOfCase(tx, row.id)) {
    if (active === isOver) {
      problems.push(`Invoice ${invoice.number} is ${active ? 'still' : 'no longer'} linked.`);
    }
    if (active && invoice.stage !== Stage.TRANSFERRED) {
      problems.push(`Invoice ${invoice.number} is in it and ${invoice.stage}.`);
    }
  }
  return problems;
}
