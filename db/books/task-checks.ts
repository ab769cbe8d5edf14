import { needsOf, type TaskKind } from '../../domain/tasks/task.ts';
import { openTasksOf, type TaskAbout } from '../tasks/tasks.ts';
import type { Tx } from '../tx.ts';

/** What the row of an invoice or a case shows of its tasks is what is open. */
export async function problemsOfTasks(
  tx: Tx,
  of: TaskAbout,
  row: { readonly attention: TaskKind | null; readonly openTasks: number },
): Promise<string[]> {
  const { attention, openTasks } = needsOf(await openTasksOf(tx, of));
  if (row.attention === attention && row.openTasks === openTasks) return [];
  const inRow = `${row.openTasks} open tasks, the oldest ${row.attention}`;
  return [`It shows ${inRow}, but ${openTasks} are open, the oldest ${attention}.`];
}
