import { unreadReports } from '../../db/case/lists.ts';
import { casesWithoutWorkflow, overdueCases } from '../../db/case/wake.ts';
import type { Database } from '../../db/database.ts';
import { listEffects, NEEDS_A_PERSON } from '../../db/effects/effects.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { bad, type Finding, good, LATE_MS } from './finding.ts';

const PAGE = 1000;
const SHOWN = 5;
const SWEEP = 'see that a worker runs, then dunwell doctor --reconcile';

/** What the database says of debt collection cases. */
export async function caseFindings(db: Database, asOf: Instant): Promise<readonly Finding[]> {
  return [
    await late(db, asOf),
    await withoutWorkflow(db, asOf),
    await unread(db, asOf),
    await ordersForAPerson(db),
  ];
}

async function late(db: Database, asOf: Instant): Promise<Finding> {
  const rows = await db.read((tx) => overdueCases(tx, asOf - LATE_MS, PAGE));
  if (rows.length === 0) return good('overdue steps of cases', 'No step of a case is late.');
  return bad('overdue steps of cases', `Late steps of cases: ${some(rows)}.`, SWEEP);
}

async function withoutWorkflow(db: Database, asOf: Instant): Promise<Finding> {
  const rows = await db.read((tx) => casesWithoutWorkflow(tx, { afterId: 0, limit: PAGE }));
  const forgotten = rows.filter(({ decidedAt }) => decidedAt < asOf - LATE_MS);
  if (forgotten.length === 0) return good('cases without workflow', 'Every case under way has its workflow.');
  return bad('cases without workflow', `Cases that nothing carries on: ${some(forgotten)}.`, SWEEP);
}

async function unread(db: Database, asOf: Instant): Promise<Finding> {
  const reports = await db.read((tx) => unreadReports(tx, asOf - LATE_MS, PAGE));
  const [first] = reports;
  if (first === undefined) return good('reports of collectors', 'None lies unread.');
  return bad(
    'reports of collectors',
    `Unread reports: ${counted(reports.length)}, such as one about ${first.orderKey}.`,
    `${SWEEP}; one about no case here was sent by mistake`,
  );
}

async function ordersForAPerson(db: Database): Promise<Finding> {
  const listed = await db.read((tx) => listEffects(tx, { states: NEEDS_A_PERSON, limit: PAGE }));
  const waiting = listed.filter(({ caseId }) => caseId !== null);
  const [first] = waiting;
  if (first === undefined) return good('orders for a person', 'None is uncertain or failed.');
  return bad(
    'orders for a person',
    `Orders and words to collectors, uncertain or failed: ${waiting.length}, such as ${first.key}.`,
    'dunwell case list --needs, then dunwell case resolve',
  );
}

function some(rows: readonly { readonly reference: string }[]): string {
  const references = rows.slice(0, SHOWN).map(({ reference }) => reference);
  return `${counted(rows.length)}, such as ${references.join(', ')}`;
}

function counted(n: number): string {
  return n === PAGE ? `at least ${PAGE}` : String(n);
}
