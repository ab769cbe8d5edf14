import type { OpenTask } from '../../domain/tasks/task.ts';
import { taskInWords, taskSays } from '../../domain/tasks/words.ts';
import type { Output } from './output.ts';
import { oneLine } from './table.ts';

/** One line for each thing that waits for a person, the oldest first. */
export async function printNeeds(output: Output, tasks: readonly OpenTask[]): Promise<void> {
  for (const task of tasks) await output.line(`Needs a person: ${oneLine(taskInWords(task))}`);
}

/** The same for programs: the oldest, and all of them. */
export function needsJson(tasks: readonly OpenTask[]): object {
  const [oldest] = tasks;
  return {
    needs: oldest === undefined ? null : { attention: oldest.kind, says: taskSays(oldest.kind) },
    tasks: tasks.map(({ kind, key, note }) => ({ kind, key, note, says: taskSays(kind) })),
  };
}
