import type { StagedTaskWord } from '../../contracts/intake.ts';
import { findCaseByReference } from '../../db/case/cases.ts';
import { queueCaseWake } from '../../db/case/wake.ts';
import { giveUpBatch } from '../../db/intake/intake.ts';
import { findInvoiceByNumber } from '../../db/invoice/invoices.ts';
import { queueWake } from '../../db/invoice/wake.ts';
import { assignTask, endTask, findTask, type TaskRow } from '../../db/tasks/tasks.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { mayNotBeEnded } from '../../domain/tasks/ends.ts';
import { TaskEnd, TaskKind, TaskSubject } from '../../domain/tasks/task.ts';
import { refundSeenTo } from '../case/write.ts';
import type { IntakeContext } from './intake-context.ts';
import { type RowResult, refused, TAKEN, UNCHANGED } from './row-result.ts';

/** Takes in what somebody says of a task. What ends only by itself is refused, with what ends it. */
export async function takeTaskWord(context: IntakeContext, staged: StagedTaskWord): Promise<RowResult> {
  const { tx, creditor } = context;
  const task = await findTask(tx, staged.task);
  if (task === undefined || task.creditor !== creditor.creditor) {
    return refused(`task: there is no task ${staged.task} of ${creditor.creditor}.`);
  }
  if (task.endedAt !== null) return refused(`task: ${endedInWords(context, task)}`);
  if (staged.word === 'assign') {
    const owner = staged.to ?? null;
    if (task.owner === owner) return UNCHANGED;
    await assignTask(tx, task.id, owner);
    return TAKEN;
  }
  const ended = staged.word === 'done' ? TaskEnd.DONE : TaskEnd.DISMISSED;
  const obstacle = mayNotBeEnded(task.kind, ended);
  if (obstacle !== null) return refused(`task: ${obstacle}`);
  await endTask(tx, task, { at: context.asOf, ended, by: context.by, reason: staged.reason ?? null });
  await tellItsSubject(context, task);
  return TAKEN;
}

function endedInWords({ calendar }: IntakeContext, { id, endedAt, ended, endedBy }: TaskRow): string {
  const on = formatDay(calendar.dayOf(endedAt ?? 0));
  return `task ${id} ended on ${on} (${ended}, ${endedBy}).`;
}

/** Its workflow shows what is left; a batch that nobody takes any more is given up. */
async function tellItsSubject({ tx, asOf }: IntakeContext, task: TaskRow): Promise<void> {
  const { creditor, subject, about } = task;
  switch (subject) {
    case TaskSubject.INVOICE: {
      const row = await findInvoiceByNumber(tx, creditor, about);
      if (row !== undefined) await queueWake(tx, row.id, 'task ended', asOf);
      return;
    }
    case TaskSubject.CASE: {
      const row = await findCaseByReference(tx, creditor, about);
      if (row === undefined) return;
      await queueCaseWake(tx, row.id, 'task ended', asOf);
      if (task.kind === TaskKind.SURPLUS) await refundSeenTo(tx, row, asOf);
      return;
    }
    case TaskSubject.CUSTOMER:
    case TaskSubject.CREDITOR:
      return;
    case TaskSubject.BATCH:
      return giveUpBatch(tx, about, asOf);
    default:
      subject satisfies never;
  }
}
