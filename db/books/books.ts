import { setImmediate as breathe } from 'node:timers/promises';
import type { Policy } from '../../domain/invoice/policy.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { TaskSubject } from '../../domain/tasks/task.ts';
import { findPolicy } from '../creditor/creditors.ts';
import type { Database } from '../drivers/sqlite/open.ts';
import { effectsOf } from '../effects/effects.ts';
import { type InvoiceRow, invoicesAfter } from '../invoice/invoices.ts';
import { ledgerOf } from '../invoice/ledger.ts';
import { transitionsOf } from '../invoice/transitions.ts';
import type { Tx } from '../tx.ts';
import { problemsOfBook } from './book-checks.ts';
import { checkCasePage } from './case-checks.ts';
import { checkMoneyPage } from './money-checks.ts';
import { problemsOfTasks } from './task-checks.ts';

export interface BookProblem {
  readonly creditor: string;
  readonly number: string;
  readonly problem: string;
}

/** Tells the local day of a moment in a creditor's zone. */
export type DayOf = (creditor: string, at: Instant) => Day;

const PAGE = 200;

/**
 * Rebuilds the state of each invoice, each case and all unmatched money from its append-only rows and says where
 * the two differ; an empty list is good.
 *
 * Each page of invoices is read as one snapshot, so it can run beside a worker.
 */
export async function checkBooks(database: Database, dayOf: DayOf): Promise<readonly BookProblem[]> {
  const problems: BookProblem[] = [];
  const policies = new Map<string, Policy | undefined>();
  let afterId: number | undefined = 0;
  while (afterId !== undefined) {
    const after: number = afterId;
    const page = await database.read((tx) => checkPage(tx, after, dayOf, policies));
    problems.push(...page.problems);
    afterId = page.lastId;
    // Everything above is microtasks: without a turn of the event loop a large book would stop all else.
    await breathe();
  }
  for (const check of [checkCasePage, checkMoneyPage]) {
    for (let after: number | undefined = 0; after !== undefined; ) {
      const from: number = after;
      const page = await database.read((tx) => check(tx, from, PAGE));
      problems.push(...page.problems);
      after = page.lastId;
      await breathe();
    }
  }
  return problems;
}

async function checkPage(
  tx: Tx,
  afterId: number,
  dayOf: DayOf,
  policies: Map<string, Policy | undefined>,
): Promise<{ problems: BookProblem[]; lastId: number | undefined }> {
  const rows = await invoicesAfter(tx, afterId, PAGE);
  const problems: BookProblem[] = [];
  for (const row of rows) {
    const book = {
      row,
      transitions: await transitionsOf(tx, row.id),
      effects: await effectsOf(tx, row.id),
      ledger: await ledgerOf(tx, row.id),
      policy: await policyOf(tx, row, policies),
      decidedOn: dayOf(row.creditor, row.decidedAt),
    };
    const { creditor, number } = row;
    const about = { creditor, subject: TaskSubject.INVOICE, about: number };
    const found = [...problemsOfBook(book), ...(await problemsOfTasks(tx, about, row))];
    problems.push(...found.map((problem) => ({ creditor, number, problem })));
  }
  return { problems, lastId: rows.at(-1)?.id };
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
