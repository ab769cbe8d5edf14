import { cancelEffect } from '../../db/effects/effects.ts';
import { type HoldToInsert, insertHold, releaseHold } from '../../db/holds.ts';
import { type TaskEnding, writeTasks } from '../../db/tasks/tasks.ts';
import type { Tx } from '../../db/tx.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { DecisionAbout } from '../../domain/kernel/decision.ts';
import { ENGINE } from '../../domain/kernel/machine.ts';
import { type OpenTask, TaskEnd, type TaskSubject, tasksBetween } from '../../domain/tasks/task.ts';
import type { Author, Context, Subject, SubjectTypes } from './subject.ts';

export const BY_ENGINE: Author = { by: ENGINE, commandId: null };

/** Writes what a decision led to, decides the next step, and returns the plan for the workflow that carries it. */
export async function write<S extends SubjectTypes>(
  subject: Subject<S>,
  tx: Tx,
  context: Context<S>,
  author: Author = BY_ENGINE,
): Promise<S['Plan']> {
  const plan = await subject.write(tx, context, author);
  const goesOn = plan.step !== subject.END;
  const { id, hasWorkflow } = context.gathered.row;
  if (hasWorkflow !== goesOn) await subject.setHasWorkflow(tx, id, goesOn);
  return plan;
}

/** Whose rows they are. */
export interface RowsOf {
  readonly creditor: string;
  readonly subject: TaskSubject;
  /** Its number or reference. */
  readonly about: string;
  /** What its holds are pinned to. */
  readonly holds: Pick<HoldToInsert, 'scope' | 'invoiceId' | 'caseId'>;
  readonly tasksBefore: readonly OpenTask[];
}

interface WithTasks {
  readonly tasks: readonly OpenTask[];
}

/** Writes the rows that decisions about all subjects share, but for the trail; returns the tasks that ended. */
export async function writeSharedRows(
  tx: Tx,
  { creditor, subject, about, holds, tasksBefore }: RowsOf,
  decision: DecisionAbout<WithTasks, unknown>,
  asOf: Instant,
  author: Author,
): Promise<readonly OpenTask[]> {
  for (const key of decision.cancelledEffects) await cancelEffect(tx, key, asOf);
  for (const holdId of decision.releasedHolds) {
    await releaseHold(tx, { holdId, releasedAt: asOf, ...author });
  }
  for (const { from: fromOn, until: untilOn, ...hold } of decision.holds) {
    await insertHold(tx, { creditor, ...holds, ...hold, fromOn, untilOn, recordedAt: asOf, ...author });
  }
  const between = tasksBetween(tasksBefore, decision.facts.tasks);
  await writeTasks(tx, { creditor, subject, about }, between, endingBy(author.by, asOf));
  return between.ended;
}

/** What a person brought about ends a task as done, what came by itself does so by itself. */
function endingBy(by: string, at: Instant): TaskEnding {
  return { at, by, ended: by === ENGINE ? TaskEnd.ITSELF : TaskEnd.DONE };
}
