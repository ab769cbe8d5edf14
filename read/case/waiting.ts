import { CaseStatus, listCases } from '../../db/case/lists.ts';
import { listTasks } from '../../db/tasks/tasks.ts';
import type { Tx } from '../../db/tx.ts';
import { CaseBecause } from '../../domain/case/plan.ts';
import { CaseState } from '../../domain/case/state.ts';
import { TaskSubject } from '../../domain/tasks/task.ts';
import { taskInWords } from '../../domain/tasks/words.ts';
import { MOST_WAITING, type Waiting, waitingAt } from '../kit/waiting.ts';

/** Counted no further than that. */
const COUNTED = 1000;

/** What of a creditor's cases waits for a person. A failed case does too, though it is over. */
export async function caseWaiting(tx: Tx, creditor: string): Promise<readonly Waiting[]> {
  const needing = await listTasks(tx, {
    ...{ creditor, subject: TaskSubject.CASE },
    limit: MOST_WAITING + 1,
  });
  const waiting = needing.slice(0, MOST_WAITING).map((task): Waiting => {
    return { creditor, number: null, case: task.about, what: task.kind, says: taskInWords(task) };
  });
  const about = (what: string, says: string) => waiting.push(waitingAt(creditor, what, says));
  if (needing.length > MOST_WAITING) {
    about('MORE_CASES', `There are more: dunwell tasks --creditor ${creditor} --subject case`);
  }
  const underWay = { creditor, statuses: [CaseStatus.UNDER_WAY], limit: COUNTED } as const;
  const reviewing = await listCases(tx, { ...underWay, states: [CaseState.REVIEWING] });
  if (reviewing.length > 0) {
    about(
      'REVIEW',
      `${waits(reviewing.length)} for review: dunwell case list --creditor ${creditor} --state REVIEWING`,
    );
  }
  const preparing = await listCases(tx, { ...underWay, states: [CaseState.PREPARING] });
  const byHand = preparing.filter(({ because }) => because === CaseBecause.AWAITS_PREPARATION).length;
  if (byHand > 0) {
    about(
      'PREPARATION',
      `${waits(byHand)} for someone to prepare: dunwell case list --creditor ${creditor} --state PREPARING`,
    );
  }
  return waiting;
}

function waits(n: number): string {
  if (n === 1) return '1 case waits';
  return n === COUNTED ? `At least ${n} cases wait` : `${n} cases wait`;
}
