import type { DueWork } from '../db/sweep/due-work.ts';
import type { OpenTasks } from '../db/sweep/failing-work.ts';
import { TASK_IN_RUN, TaskInRun, undoneIn } from '../domain/kernel/run-end.ts';
import type { Undone, WorkSeen } from './undone.ts';

const SHOWN = 5;

/** What there is to do, as a run goes on. */
export function workInWords({ due, failing, asks }: Omit<WorkSeen, 'trail'>): string {
  const parts = [...dueParts(due), ...failingParts({ failing, asks })];
  return parts.length === 0 ? 'Nothing is due.' : `To do: ${parts.join(', ')}.`;
}

/** What is left in one line: the last one of a run that has not done all. */
export function undoneInShort({ due, failing, asks, setAside, tasks }: Undone): string {
  return [
    ...dueParts(due),
    ...failingParts({ failing, asks }),
    ...counted(setAside.length, 'batch set aside', 'batches set aside'),
    ...tasks.flatMap((task) => counted(undoneIn(task.kind, task), task.kind, task.kind)),
  ].join(', ');
}

/** The causes of it, one line each. */
export function causesOf({ failing, asks, setAside }: Undone): readonly string[] {
  const lines = failing
    .slice(0, SHOWN)
    .map(
      ({ count, cause, nextAt }) =>
        `${plural(count, 'hand-over')} failed, to be tried again from ${momentOf(nextAt)}: ${cause}`,
    );
  if (failing.length > SHOWN)
    lines.push(`Hand-overs failed for ${failing.length - SHOWN} more causes: dunwell timeline tells each.`);
  if (asks.count > 0 && asks.nextAt !== null)
    lines.push(
      `${plural(asks.count, 'collector')} could not be asked, to be asked again from ${momentOf(asks.nextAt)}: dunwell case show tells why.`,
    );
  for (const { id, creditor, lastError } of setAside.slice(0, SHOWN))
    lines.push(
      `Batch ${id} of ${creditor} could not be taken in (${lastError ?? 'no word of it'}): mend the cause, then take the same file in again.`,
    );
  return lines;
}

/** What waits for a person and is no matter of this run; null when nothing does. */
export function tasksInWords(tasks: readonly OpenTasks[]): string | null {
  const waiting = tasks
    .map((task) => ({ ...task, count: task.count - undoneIn(task.kind, task) }))
    .filter(({ kind, count }) => count > 0 && TASK_IN_RUN[kind] !== TaskInRun.UNDONE);
  if (waiting.length === 0) return null;
  return `For a person: ${waiting.map(({ kind, count }) => `${count} ${kind}`).join(', ')}.`;
}

function dueParts({ steps, wakes, effects, batches, bulks, signals }: DueWork): readonly string[] {
  return [
    ...counted(steps, 'step'),
    ...counted(wakes, 'wake'),
    ...counted(effects, 'hand-over'),
    ...counted(batches, 'batch', 'batches'),
    ...counted(bulks, 'bulk operation'),
    ...counted(signals, 'signal'),
  ];
}

function failingParts({ failing, asks }: Pick<WorkSeen, 'failing' | 'asks'>): readonly string[] {
  const failed = failing.reduce((sum, { count }) => sum + count, 0);
  return [
    ...counted(failed, 'failed hand-over'),
    ...counted(asks.count, 'collector asked in vain', 'collectors asked in vain'),
  ];
}

function counted(count: number, one: string, many = `${one}s`): readonly string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}

function plural(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`;
}

function momentOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`;
}
