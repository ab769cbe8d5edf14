import type { OpenTask } from '../../domain/tasks/task.ts';
import { taskInWords, taskSays } from '../../domain/tasks/words.ts';

/** One line for each thing that waits for a person, the oldest first. */
export function needsInWords(tasks: readonly OpenTask[]): readonly string[] {
  return tasks.map((task) => `Needs a person: ${taskInWords(task)}`);
}

/** The same for programs: the oldest, and all of them. */
export function needsJson(tasks: readonly OpenTask[]): object {
  const [oldest] = tasks;
  return {
    needs: oldest === undefined ? null : { attention: oldest.kind, says: taskSays(oldest.kind) },
    tasks: tasksJson(tasks),
  };
}

/** Open tasks of one subject, each with what it asks for. */
export function tasksJson(tasks: readonly OpenTask[]): object[] {
  return tasks.map(({ kind, key, note }) => ({ kind, key, note, says: taskSays(kind) }));
}
