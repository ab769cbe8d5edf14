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
  const policies = new Map<string, Policy | undefined>();
  const checkInvoices = (tx: Tx, page: Page) => checkInvoicePage(tx, page, dayOf, policies);
  for (const check of [checkInvoices, checkCasePage, checkMoneyPage]) {
    for await (const page of pages({ limit: PAGE }, (page) => database.read((tx) => check(tx, page)))) {
      problems.push(...page.flatMap((checked) => checked.problems));
      await yieldToEventLoop();
    }
  }
  return problems;
}

async function checkInvoicePage(
  tx: Tx,
  page: Page,
  dayOf: DayOf,
  policies: Map<string, Policy | undefined>,
): Promise<readonly CheckedRow[]> {
  const checked: CheckedRow[] = [];
  for (const row of await listInvoices(tx, page)) {
    const book = {
      row,
      transitions: await transitionsOf(tx, row.id),
      effects: await effectsOf(tx, row.id),
      ledger: await ledgerOf(tx, row.id),
      policy: await policyOf(tx, row, policies),
      decidedOn: dayOf(row.creditor, row.decidedAt),
    };
    const { id, creditor, number } = row;
    const about = { creditor, subject: TaskSubject.INVOICE, about: number };
    const found = [...problemsOfBook(book), ...(await problemsOfTasks(tx, about, row))];
    checked.push({ id, problems: found.map((problem) => ({ creditor, number, problem })) });
  }
  return checked;
}

async function policyOf(
  tx: Tx,
  row: InvoiceRow,
  policies: Map<string, Policy | undefined>,
): Promise<Policy | undefined> {
  const key = `${row.creditor}/${row.policyVersion}`;
  if (!policies.has(key)) policies.set(key, await findPolicy(tx, row.creditor, row.policyVersion));
  return policies.get(key);
}
