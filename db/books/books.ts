import type { Policy } from '../../domain/invoice/policy.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { TaskSubject } from '../../domain/tasks/task.ts';
import { findPolicy } from '../creditor/creditors.ts';
import type { Database } from '../database.ts';
import { effectsOf } from '../effects/effects.ts';
import { type InvoiceRow, listInvoices } from '../invoice/invoices.ts';
import { ledgerOf } from '../invoice/ledger.ts';
import { transitionsOf } from '../invoice/transitions.ts';
import { type Page, pages } from '../pages.ts';
import type { Tx } from '../tx.ts';
import { yieldToEventLoop } from '../yield-to-event-loop.ts';
import { problemsOfBook } from './book-checks.ts';
import { checkCasePage } from './case-checks.ts';
import { checkMoneyPage } from './money-checks.ts';
import type { BookProblem, CheckedRow } from './problem.ts';
import { problemsOfTasks } from './task-checks.ts';

/** Tells the local day of a moment in a creditor's zone. */
export type DayOf = (creditor: string, at: Instant) => Day;

const PAGE = 200;

/**
 * Rebuilds the state of each invoice, each case and all unmatched money from its append-only rows and says where
 * the two differ; an empty list is good.
 *
 * Each page of invoices is read as one snapshot, so it can run beside a worker.
 */
export async function checkBooks(
  database: Pick<Database, 'read'>,
  dayOf: DayOf,
): Promise<readonly BookProblem[]> {
  const problems: BookProblem[] = [];
  const policies: Policies = new Map();
  const checkInvoices = (tx: Tx, page: Page) => checkInvoicePage(tx, page, dayOf, policies);
  for (const check of [checkInvoices, checkCasePage, checkMoneyPage]) {
    for await (const page of pages({ limit: PAGE }, (page) => database.read((tx) => check(tx, page)))) {
      problems.push(...page.flatMap((checked) => checked.problems));
      await yieldToEventLoop();
    }
  }
  return problems;
}

/** All invoices of a page are asked for together, so that a server far away is not waited for row by row. */
async function checkInvoicePage(
  tx: Tx,
  page: Page,
  dayOf: DayOf,
  policies: Policies,
): Promise<readonly CheckedRow[]> {
  const rows = await listInvoices(tx, page);
  return Promise.all(rows.map((row) => checkInvoice(tx, row, dayOf, policies)));
}

async function checkInvoice(tx: Tx, row: InvoiceRow, dayOf: DayOf, policies: Policies): Promise<CheckedRow> {
  const { id, creditor, number } = row;
  const [transitions, effects, ledger, policy, ofTasks] = await Promise.all([
    transitionsOf(tx, id),
    effectsOf(tx, id),
    ledgerOf(tx, id),
    policyOf(tx, row, policies),
    problemsOfTasks(tx, { creditor, subject: TaskSubject.INVOICE, about: number }, row),
  ]);
  const decidedOn = dayOf(creditor, row.decidedAt);
  const found = [...problemsOfBook({ row, transitions, effects, ledger, policy, decidedOn }), ...ofTasks];
  return { id, problems: found.map((problem) => ({ creditor, number, problem })) };
}

/** Each policy is read once. */
type Policies = Map<string, Promise<Policy | undefined>>;

function policyOf(tx: Tx, row: InvoiceRow, policies: Policies): Promise<Policy | undefined> {
  const key = `${row.creditor}/${row.policyVersion}`;
  const known = policies.get(key) ?? findPolicy(tx, row.creditor, row.policyVersion);
  policies.set(key, known);
  return known;
}
