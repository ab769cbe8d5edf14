import { describe, expect, it } from 'vitest';
import { EndedBy, endedBy, mayNotBeEnded, TASK_ENDS } from '../../../domain/tasks/ends.ts';
import {
  endTask,
  hasTask,
  needsInShort,
  needsOf,
  type OpenTask,
  raiseTask,
  TASKS_OF,
  TaskKind,
  tasksBetween,
} from '../../../domain/tasks/task.ts';
import { TASK_IN_WORDS, taskInWords } from '../../../domain/tasks/words.ts';

const NOBODY = { facts: { tasks: [] as readonly OpenTask[] } };

describe('A task that is raised', () => {
  it('stands behind those that were there before', () => {
    const both = raiseTask(raiseTask(NOBODY, 'SURPLUS'), 'RECEIPT_CONFLICT');
    expect(both.facts.tasks.map(({ kind }) => kind)).toEqual(['SURPLUS', 'RECEIPT_CONFLICT']);
  });

  it('stays as it is when one of its kind and key stands already', () => {
    const once = raiseTask(NOBODY, 'SURPLUS', { key: 'r-1', note: 'first' });
    expect(raiseTask(once, 'SURPLUS', { key: 'r-1', note: 'second' })).toBe(once);
    expect(raiseTask(once, 'SURPLUS', { key: 'r-2' }).facts.tasks).toHaveLength(2);
  });

  it('is ended alone: the others of its subject stand', () => {
    const both = raiseTask(raiseTask(NOBODY, 'SURPLUS', { key: 'r-1' }), 'SURPLUS', { key: 'r-2' });
    expect(endTask(both, 'SURPLUS', 'r-1').facts.tasks).toMatchObject([{ key: 'r-2' }]);
    expect(endTask(both, 'SURPLUS').facts.tasks).toEqual([]);
    expect(endTask(both, 'FAILED')).toBe(both);
    expect(hasTask(both.facts, 'SURPLUS', 'r-3')).toBe(false);
  });
});

describe('What came and went between two readings', () => {
  it('is told by kind and key', () => {
    const before = raiseTask(raiseTask(NOBODY, 'SURPLUS', { key: 'r-1' }), 'FAILED');
    const after = raiseTask(endTask(before, 'FAILED'), 'SURPLUS', { key: 'r-2' });
    const { raised, ended } = tasksBetween(before.facts.tasks, after.facts.tasks);
    expect(raised).toMatchObject([{ kind: 'SURPLUS', key: 'r-2' }]);
    expect(ended).toMatchObject([{ kind: 'FAILED' }]);
    expect(tasksBetween(after.facts.tasks, after.facts.tasks)).toEqual({ raised: [], ended: [] });
  });
});

describe('What a list shows', () => {
  it.each([
    [[], null],
    [['SURPLUS'], 'SURPLUS'],
    [['SURPLUS', 'FAILED'], 'SURPLUS +1'],
    [['FAILED', 'SURPLUS', 'STUCK'], 'FAILED +2'],
  ] as const)('of %j is %s', (kinds, shown) => {
    const tasks = kinds.map((kind) => ({ kind, key: '', note: null }));
    expect(needsInShort(needsOf(tasks))).toBe(shown);
  });
});

describe.each(Object.values(TaskKind))('%s', (kind) => {
  it('says what happened, what to do and what ends it, as parts of a sentence', () => {
    const { happened, todo } = TASK_IN_WORDS[kind];
    const ends = TASK_ENDS[kind];
    expect(happened).toMatch(/^[A-Z].*[^.]$/);
    for (const part of [todo, ends]) expect(part).toMatch(/^[^A-Z].*[^.]$/);
    expect(taskInWords({ kind, note: 'so it was' })).toBe(`${happened}: ${todo}. (so it was)`);
  });

  it('belongs to a subject', () => {
    expect(Object.values(TASKS_OF).some((kinds) => (kinds as readonly TaskKind[]).includes(kind))).toBe(true);
  });

  it('is done or dismissed by a person only where nothing waits for it', () => {
    const by = endedBy(kind);
    expect(mayNotBeEnded(kind, 'done') === null).toBe(by === EndedBy.A_PERSON);
    expect(mayNotBeEnded(kind, 'dismissed') === null).toBe(by !== EndedBy.ONLY_WHAT_SETTLES_IT);
  });
});
