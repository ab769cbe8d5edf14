import type { BatchRow } from '../db/intake/intake.ts';
import { batchesSetAside } from '../db/intake/order.ts';
import { type DueWork, dueWork, workTrail } from '../db/sweep/due-work.ts';
import {
  type FailingAsks,
  type FailingWork,
  failingAsks,
  failingWork,
  type OpenTasks,
  openTasksByKind,
} from '../db/sweep/failing-work.ts';
import type { Tx } from '../db/tx.ts';
import type { Instant } from '../domain/kernel/day.ts';
import { undoneIn } from '../domain/kernel/run-end.ts';

/** What the database says of work at one moment. */
export interface WorkSeen {
  readonly due: DueWork;
  readonly failing: readonly FailingWork[];
  readonly asks: FailingAsks;
  /** Another one whenever something got done. */
  readonly trail: string;
}

/** All that a run leaves behind. */
export interface Undone extends Omit<WorkSeen, 'trail'> {
  readonly setAside: readonly BatchRow[];
  readonly tasks: readonly OpenTasks[];
}

export async function seeWork(tx: Tx, now: Instant): Promise<WorkSeen> {
  return {
    due: await dueWork(tx, now),
    failing: await failingWork(tx),
    asks: await failingAsks(tx, now),
    trail: await workTrail(tx),
  };
}

/** The same with what lies aside and what waits for people; `since` tells what came up in this run. */
export async function seeUndone(tx: Tx, now: Instant, since: Instant): Promise<Undone> {
  const { due, failing, asks } = await seeWork(tx, now);
  return {
    due,
    failing,
    asks,
    setAside: await batchesSetAside(tx),
    tasks: await openTasksByKind(tx, since),
  };
}

export function isNothingDue(due: DueWork): boolean {
  return Object.values(due).every((count) => count === 0);
}

export function howManyFail({ failing, asks }: Pick<WorkSeen, 'failing' | 'asks'>): number {
  return failing.reduce((sum, { count }) => sum + count, asks.count);
}

/** True when a run that ends now has not done all that was due. */
export function isAnythingUndone(undone: Undone): boolean {
  return (
    !isNothingDue(undone.due) ||
    howManyFail(undone) > 0 ||
    undone.setAside.length > 0 ||
    undone.tasks.some((task) => undoneIn(task.kind, task) > 0)
  );
}
