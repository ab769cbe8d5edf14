import { describe, expect, it } from 'vitest';
import { TASK_IN_RUN, TaskInRun } from '../../domain/kernel/run-end.ts';
import { TaskKind } from '../../domain/tasks/task.ts';
import { isAnythingUndone, type Undone } from '../../worker/undone.ts';
import { causesOf, tasksInWords, undoneInShort, workInWords } from '../../worker/undone-words.ts';

const NOTHING: Undone = {
  due: { steps: 0, wakes: 0, effects: 0, batches: 0, bulks: 0, signals: 0 },
  failing: [],
  asks: { count: 0, nextAt: null },
  setAside: [],
  tasks: [],
};
const AT = Date.parse('2026-03-03T09:31:00Z');
const undone = (changed: Partial<Undone>): Undone => ({ ...NOTHING, ...changed });
const task = (kind: TaskKind, count: number, since: number) => undone({ tasks: [{ kind, count, since }] });

describe('What a run leaves', () => {
  it('is nothing when nothing is left', () => {
    expect(isAnythingUndone(NOTHING)).toBe(false);
    expect(workInWords(NOTHING)).toBe('Nothing is due.');
    expect([undoneInShort(NOTHING), causesOf(NOTHING), tasksInWords([])]).toEqual(['', [], null]);
  });

  it('is counted in one line and told by its causes', () => {
    const left = undone({
      due: { ...NOTHING.due, steps: 2, batches: 1 },
      failing: [
        { cause: 'Cannot write to the outbox /o: it is read-only.', count: 36, nextAt: AT },
        { cause: 'The service answered 503.', count: 1, nextAt: AT },
      ],
      asks: { count: 1, nextAt: AT },
    });
    expect(isAnythingUndone(left)).toBe(true);
    expect(undoneInShort(left)).toBe('2 steps, 1 batch, 37 failed hand-overs, 1 collector asked in vain');
    expect(causesOf(left)).toEqual([
      '36 hand-overs failed, to be tried again from 2026-03-03T09:31Z: Cannot write to the outbox /o: it is read-only.',
      '1 hand-over failed, to be tried again from 2026-03-03T09:31Z: The service answered 503.',
      '1 collector could not be asked, to be asked again from 2026-03-03T09:31Z: dunwell case show tells why.',
    ]);
  });

  it('names five causes and how many others', () => {
    const failing = Array.from({ length: 7 }, (_, i) => ({ cause: `Cause ${i}`, count: 1, nextAt: AT }));
    const lines = causesOf(undone({ failing }));
    expect(lines).toHaveLength(6);
    expect(lines.at(-1)).toBe('Hand-overs failed for 2 more causes: dunwell timeline tells each.');
  });
});

describe('A task', () => {
  const kinds = (means: TaskInRun) => Object.values(TaskKind).filter((kind) => TASK_IN_RUN[kind] === means);

  it.each(kinds(TaskInRun.UNDONE))('%s is undone work until somebody has seen to it', (kind) => {
    expect(isAnythingUndone(task(kind, 2, 0))).toBe(true);
    expect(undoneInShort(task(kind, 2, 0))).toBe(`2 ${kind}`);
    expect(tasksInWords(task(kind, 2, 0).tasks)).toBeNull();
  });

  it.each(kinds(TaskInRun.UNDONE_WHEN_NEW))(
    '%s is undone work only of the run in which it came up',
    (kind) => {
      expect(isAnythingUndone(task(kind, 2, 0))).toBe(false);
      expect(tasksInWords(task(kind, 2, 0).tasks)).toBe(`For a person: 2 ${kind}.`);
      expect(isAnythingUndone(task(kind, 2, 1))).toBe(true);
      expect(undoneInShort(task(kind, 2, 1))).toBe(`1 ${kind}`);
      expect(tasksInWords(task(kind, 2, 1).tasks)).toBe(`For a person: 1 ${kind}.`);
    },
  );

  it.each(kinds(TaskInRun.FOR_PEOPLE))('%s is said and makes nothing undone', (kind) => {
    expect(isAnythingUndone(task(kind, 2, 2))).toBe(false);
    expect(tasksInWords(task(kind, 2, 2).tasks)).toBe(`For a person: 2 ${kind}.`);
  });
});
