import { describe, expect, it } from 'vitest';
import { type IdleVerdict, judgeIdle, type Look, type Watched } from '../../worker/judge-idle.ts';

const S = 1000;
const NOTHING = { steps: 0, wakes: 0, effects: 0, batches: 0, bulks: 0, signals: 0 };
const CALM: Look = {
  now: 0,
  due: NOTHING,
  failing: [],
  asks: { count: 0, nextAt: null },
  trail: 'a',
  isBusy: false,
};
const LIMITS = { idleForMs: 30 * S, patienceMs: 300 * S };

const failing = (nextAt: number, count = 36) => ({ failing: [{ cause: 'read-only', count, nextAt }] });

/** The verdict after looks at so many seconds each. */
function verdictAfter(...looks: readonly (readonly [number, Partial<Look>])[]): IdleVerdict {
  let watched: Watched | null = null;
  let last: IdleVerdict = 'wait';
  for (const [at, changed] of looks) {
    const judged = judgeIdle(watched, { ...CALM, ...changed, now: at * S }, LIMITS);
    watched = judged.watched;
    last = judged.verdict;
  }
  return last;
}

describe('A run in which nothing is due', () => {
  it.each([
    [29, 'wait'],
    [30, 'idle'],
    [31, 'idle'],
  ] as const)('is idle after %i seconds: %s', (at, verdict) => {
    expect(verdictAfter([0, {}], [at, {}])).toBe(verdict);
  });

  it.each([
    ['something is due', { due: { ...NOTHING, wakes: 1 } }],
    ['a task is in hand', { isBusy: true }],
    ['a hand-over failed', failing(60 * S)],
    ['a collector was asked in vain', { asks: { count: 1, nextAt: 60 * S } }],
  ])('begins to be idle anew once %s in between', (_, changed) => {
    expect(verdictAfter([0, {}], [20, changed], [25, {}], [54, {}])).toBe('wait');
    expect(verdictAfter([0, {}], [20, changed], [25, {}], [55, {}])).toBe('idle');
  });
});

describe('A run in which something is due and does not get done', () => {
  const due = { due: { ...NOTHING, steps: 3 } };

  it.each([
    [299, 'wait'],
    [300, 'undone'],
    [301, 'undone'],
  ] as const)('ends when the patience does: after %i seconds %s', (at, verdict) => {
    expect(verdictAfter([0, due], [at, due])).toBe(verdict);
  });

  it.each([
    ['fewer are due', { due: { ...NOTHING, steps: 2 } }],
    ['more are due', { due: { ...NOTHING, steps: 4 } }],
    ['the audit trail has grown', { ...due, trail: 'b' }],
  ])('goes on when %s', (_, changed) => {
    expect(verdictAfter([0, due], [299, changed], [598, changed])).toBe('wait');
    expect(verdictAfter([0, due], [299, changed], [599, changed])).toBe('undone');
  });

  it.each([
    [359, 'wait'],
    [360, 'undone'],
  ] as const)('leaves what is in hand a minute more: after %i seconds %s', (at, verdict) => {
    const busy = { ...due, isBusy: true };
    expect(verdictAfter([0, busy], [at, busy])).toBe(verdict);
  });
});

describe('A run whose hand-overs failed', () => {
  it('is never idle', () => {
    expect(verdictAfter([0, failing(60 * S)], [31, failing(60 * S)])).toBe('wait');
  });

  it.each([
    [299, 'wait'],
    [300, 'undone'],
    [301, 'undone'],
  ] as const)('is not kept going by attempts that fail again: after %i seconds %s', (at, verdict) => {
    // The same 36: tried at 60 and at 180 seconds.
    const looks = [
      [0, failing(60 * S)],
      [60, { ...failing(60 * S), isBusy: true }],
      [61, failing(180 * S)],
      [180, { ...failing(180 * S), isBusy: true }],
      [181, failing(250 * S)],
    ] as const;
    expect(verdictAfter(...looks, [at, failing(250 * S)])).toBe(verdict);
  });

  it('goes on when one of them got through', () => {
    expect(verdictAfter([0, failing(60 * S)], [180, failing(300 * S, 35)], [479, failing(300 * S, 35)])).toBe(
      'wait',
    );
  });

  it.each([
    [300, 'wait'],
    [301, 'undone'],
  ] as const)(
    'does not wait for an attempt beyond the patience: the next after %i seconds, %s',
    (nextAt, verdict) => {
      expect(verdictAfter([0, failing(nextAt * S)], [30, failing(nextAt * S)])).toBe(verdict);
    },
  );

  it('waits for the first of several causes', () => {
    const several = { failing: [...failing(3600 * S).failing, ...failing(299 * S).failing] };
    expect(verdictAfter([0, several], [30, several])).toBe('wait');
  });
});
