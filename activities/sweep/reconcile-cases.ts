import { casesWithoutWorkflow, casesWithUnreadReports, overdueCases } from '../../db/case/wake.ts';
import type { CaseRow } from '../../db/tables/cases.ts';
import { CaseCommandKind } from '../../domain/case/messages/index.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Deps } from '../deps.ts';
import { startCaseAgain } from '../wake/start-again.ts';
import { wakeCase } from '../wake/wake-case.ts';
import { isTold, PAGE, type Swept, startMissing, wakeLate } from './carry-on.ts';
import { unlessRefused } from './refused-by-server.ts';

const nameOf = ({ creditor, reference }: Pick<CaseRow, 'creditor' | 'reference'>) =>
  `Case ${reference} of ${creditor}`;

const CASES: Swept<CaseRow> = {
  whom: nameOf,
  withoutWorkflow: casesWithoutWorkflow,
  overdue: overdueCases,
  startAgain: (deps, row, _asOf, odd) => startCaseAgain(deps, row, odd),
  wake: (deps, row, commandId) => wakeCase(deps, row, commandId),
};

/** The sweep over cases: what no workflow carries is started, what is late or has reports unread is told. */
export async function reconcileCases(
  deps: Deps,
  asOf: Instant,
  odd: string[],
  onProgress: (says: string) => void,
): Promise<{ readonly started: number; readonly woken: number }> {
  const started = await startMissing(deps, CASES, asOf, odd, onProgress);
  let { woken } = await wakeLate(deps, CASES, asOf, odd);
  for (const row of await deps.db.read((tx) => casesWithUnreadReports(tx, PAGE))) {
    const id = `report/${row.reportRevision}`;
    const read = () => wakeCase(deps, row, id, CaseCommandKind.reportReceived);
    if (isTold(await unlessRefused(odd, nameOf(row), read))) woken += 1;
  }
  return { started, woken };
}
