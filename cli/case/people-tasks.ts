import { CaseStatus, listCases } from '../../db/case/lists.ts';
import { listTasks } from '../../db/tasks/tasks.ts';
import { CaseBecause } from '../../domain/case/plan.ts';
import { CaseState } from '../../domain/case/state.ts';
import { TaskSubject } from '../../domain/tasks/task.ts';
import { taskInWords } from '../../domain/tasks/words.ts';
import type { Context, Tenant } from '../kit/context.ts';
import type { Task } from '../tasks/tasks.ts';

/** As many as a person can take in; the list shows the rest. */
const MOST = 20;
const COUNTED = 1000;

/** What of a creditor's cases waits for a person. */
export async function caseTasksOf({ db }: Context, { id }: Tenant): Promise<readonly Task[]> {
  return db.read(async (tx) => {
    const ofCreditor = { creditor: id } as const;
    // A failed case waits for a person too, though it is over.
    const needing = await listTasks(tx, { ...ofCreditor, subject: TaskSubject.CASE, limit: MOST + 1 });
    const tasks = needing.slice(0, MOST).map((task): Task => {
      return { creditor: id, number: null, case: task.about, what: task.kind, says: taskInWords(task) };
    });
    const about = (what: string, says: string) =>
      tasks.push({ creditor: id, number: null, case: null, what, says });
    if (needing.length > MOST) {
      about('MORE_CASES', `There are more: dunwell tasks --creditor ${id} --subject case`);
    }
    const underWay = { ...ofCreditor, statuses: [CaseStatus.UNDER_WAY], limit: COUNTED } as const;
    const reviewing = await listCases(tx, { ...underWay, states: [CaseState.REVIEWING] });
    if (reviewing.length > 0) {
      about(
        'REVIEW',
        `${waits(reviewing.length)} for review: dunwell case list --creditor ${id} --state REVIEWING`,
      );
    }
    const preparing = await listCases(tx, { ...underWay, states: [CaseState.PREPARING] });
    const byHand = preparing.filter(({ because }) => because === CaseBecause.AWAITS_PREPARATION).length;
    if (byHand > 0) {
      about(
        'PREPARATION',
        `${waits(byHand)} for someone to prepare: dunwell case list --creditor ${id} --state PREPARING`,
      );
    }
    return tasks;
  });
}

function waits(n: number): string {
  if (n === 1) return '1 case waits';
  return n === COUNTED ? `At least ${n} cases wait` : `${n} cases wait`;
}
