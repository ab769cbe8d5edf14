import { listCreditors } from '../../db/creditor/creditors.ts';
import type { Database } from '../../db/database.ts';
import {
  failingEffects,
  type ListedEffect,
  listEffects,
  NEEDS_A_PERSON,
  stuckEffects,
} from '../../db/effects/effects.ts';
import { batchesSetAside, untakenBatches } from '../../db/intake/order.ts';
import { type InvoiceRow, invoicesWithoutWorkflow, overdueInvoices } from '../../db/invoice/invoices.ts';
import { type Page, pages } from '../../db/pages.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { count } from '../kit/format.ts';
import { bookProblems } from './book-problems.ts';
import { caseFindings } from './case-findings.ts';
import { bad, type Finding, good, LATE_MS } from './finding.ts';
import { gatewayFindings } from './gateway-findings.ts';
import { named } from './named.ts';

const PAGE = 1000;
const SHOWN = 5;

/** What the books of all creditors say of themselves: what lies, what is late, what nobody carries on. */
export async function bookFindings(db: Database, asOf: Instant): Promise<readonly Finding[]> {
  return [
    await creditors(db),
    await staged(db),
    await overdue(db, asOf),
    await withoutWorkflow(db, asOf),
    ...(await caseFindings(db, asOf)),
    await effectsOnTheirWay(db, asOf),
    ...(await gatewayFindings(db)),
    await failingHandOvers(db),
    await effectsForAPerson(db),
    await books(db),
  ];
}

async function creditors(db: Database): Promise<Finding> {
  const rows = await db.read((tx) => listCreditors(tx));
  const ids = rows.map((row) => row.creditor).join(', ');
  if (rows.length === 0) {
    return bad('creditors', 'None is published.', 'dunwell policy publish FILE');
  }
  return good('creditors', `${count(rows.length, 'creditor')}: ${ids}.`);
}

/** What could not be taken in is waited for by nobody: a person has to know. */
async function staged(db: Database): Promise<Finding> {
  const what = 'staged files';
  const [aside, waiting] = await db.read(
    async (tx) => [await batchesSetAside(tx), await untakenBatches(tx)] as const,
  );
  const [first] = aside;
  if (first !== undefined) {
    return bad(
      what,
      `Set aside, as they could not be taken in: ${aside.length}, such as ${first.id} of ${first.creditor}, after ${first.doneUpTo} of ${first.rows} rows (${first.lastError ?? 'no word of it'}).`,
      'mend the cause, then take the same file in again: it goes on where it stopped',
    );
  }
  if (waiting.length === 0) return good(what, 'All that was staged is taken in.');
  return good(what, `Staged and still to be taken in: ${waiting.length}; a worker does that when one runs.`);
}

async function overdue(db: Database, asOf: Instant): Promise<Finding> {
  const late = await db.read((tx) => overdueInvoices(tx, asOf - LATE_MS, PAGE));
  if (late.length === 0) return good('overdue steps', 'No step is late.');
  const n = late.length === PAGE ? `at least ${PAGE}` : String(late.length);
  const some = late.slice(0, SHOWN).map((row) => row.number);
  return bad(
    'overdue steps',
    `Late steps: ${n}, such as ${some.join(', ')}.`,
    'see that a worker runs, then dunwell doctor --reconcile',
  );
}

/** With `enrolDaysAhead` invoices wait in their rows: they are none of these. */
async function withoutWorkflow(db: Database, asOf: Instant): Promise<Finding> {
  const what = 'invoices without workflow';
  const ahead = new Map(
    (await db.read((tx) => listCreditors(tx))).map((row) => [row.creditor, row.enrolDaysAhead]),
  );
  const waitsInRow = ({ creditor, nextAt }: InvoiceRow) => {
    const days = ahead.get(creditor) ?? null;
    return days !== null && (nextAt === null || nextAt > asOf + days * 86_400_000);
  };
  const forgotten: string[] = [];
  const read = (page: Page) => db.read((tx) => invoicesWithoutWorkflow(tx, page));
  for await (const page of pages({ limit: PAGE }, read)) {
    const late = page.filter((row) => row.decidedAt < asOf - LATE_MS && !waitsInRow(row));
    forgotten.push(...late.map(({ number, creditor }) => `invoice ${number} of ${creditor}`));
    if (forgotten.length >= PAGE) break;
  }
  if (forgotten.length === 0) return good(what, 'Every open invoice has its workflow, or waits for its day.');
  return bad(
    what,
    `Invoices that nothing carries on: ${named(forgotten, PAGE)}.`,
    'see that a worker runs, then dunwell doctor --reconcile',
  );
}

async function effectsOnTheirWay(db: Database, asOf: Instant): Promise<Finding> {
  const stuck = await db.read((tx) => stuckEffects(tx, asOf - LATE_MS, PAGE));
  const [first] = stuck;
  if (first === undefined) return good('effects on their way', 'No hand-over is late.');
  return bad(
    'effects on their way',
    `Hand-overs late: ${stuck.length}, such as ${first.key} (${first.lastError ?? 'no word of it'}).`,
    'see that a worker runs and the gateway answers, then dunwell doctor --reconcile',
  );
}

/** As many attempts as a short outage takes: about seven minutes. */
const FAILING_AFTER = 3;

/** What is tried again and again is not late, and may never arrive: a missing secret, a wrong address. */
async function failingHandOvers(db: Database): Promise<Finding> {
  const failing = await db.read((tx) => failingEffects(tx, FAILING_AFTER, PAGE));
  const [first] = failing;
  if (first === undefined) return good('failing hand-overs', `Nothing has failed ${FAILING_AFTER} times.`);
  return bad(
    'failing hand-overs',
    `Tried at least ${FAILING_AFTER} times without arriving: ${failing.length}, such as ${first.key} (${first.lastError ?? 'no word of it'}).`,
    'mend what the last error says; they are tried again by themselves',
  );
}

async function effectsForAPerson(db: Database): Promise<Finding> {
  const listed = await db.read((tx) => listEffects(tx, { states: NEEDS_A_PERSON, limit: PAGE }));
  const waiting: ListedEffect[] = listed.filter((effect) => effect.number !== null);
  const [first] = waiting;
  if (first === undefined) return good('effects for a person', 'None is uncertain, failed or bounced.');
  return bad(
    'effects for a person',
    `Uncertain, failed or bounced: ${waiting.length}, such as ${first.key}.`,
    `dunwell timeline ${first.number}, then dunwell resolve-effect`,
  );
}

async function books(db: Database): Promise<Finding> {
  const problems = await bookProblems(db);
  const [first] = problems;
  if (first === undefined) return good('books', 'Every invoice follows from what was written down about it.');
  return bad(
    'books',
    `Invoices that do not follow from their own history: ${problems.length}, such as ${first.number}: ${first.problem}`,
    'report it with the timeline of the invoice; nothing of it is lost',
  );
}
