import type { CaseRef } from '../../contracts/case.ts';
import { casesWithoutWorkflow, casesWithUnreadReports, overdueCases } from '../../db/case/wake.ts';
import { eachRow } from '../../db/pages.ts';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import { formatDay, type Instant } from '../../domain/kernel/day.ts';
import type { Deps } from '../deps.ts';
import { wakeCase } from '../wake/relay-case-wakes.ts';
import { startCaseAgain } from '../wake/start-again.ts';
import { unlessRefused } from './refused-by-server.ts';

const LATE_MS = 15 * 60_000;
const VERY_LATE_MS = 6 * 3_600_000;
const PAGE = 500;

/** The sweep over cases: what no workflow carries is started, what is late or has reports unread is told. */
export async function reconcileCases(
  deps: Deps,
  asOf: Instant,
  odd: string[],
): Promise<{ readonly started: number; readonly woken: number }> {
  let started = 0;
  const missing = eachRow({ limit: PAGE }, (page) => deps.db.read((tx) => casesWithoutWorkflow(tx, page)));
  for await (const row of missing) if ((await startCaseAgain(deps, row, odd)) === 'started') started += 1;
  let woken = 0;
  for (const row of await deps.db.read((tx) => overdueCases(tx, asOf - LATE_MS, PAGE))) {
    if (isTold(await unlessRefused(odd, nameOf(row), () => wakeCase(deps, row, `late/${row.version}`))))
      woken += 1;
    if (row.nextAt !== null && row.nextAt < asOf - VERY_LATE_MS) {
      const on = formatDay(Math.floor(row.nextAt / 86_400_000));
      odd.push(`Case ${row.reference} of ${row.creditor} should have gone on (${row.nextStep}) on ${on}.`);
    }
  }
  for (const row of await deps.db.read((tx) => casesWithUnreadReports(tx, PAGE))) {
    const id = `report/${row.reportRevision}`;
    const read = () => wakeCase(deps, row, id, CaseCommandKind.reportReceived);
    if (isTold(await unlessRefused(odd, nameOf(row), read))) woken += 1;
  }
  return { started, woken };
}

const nameOf = ({ creditor, reference }: CaseRef) => `Case ${reference} of ${creditor}`;

const isTold = (result: 'started' | 'woken' | 'left' | 'refused') =>
  result === 'started' || result === 'woken';
