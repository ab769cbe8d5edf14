import type { Instant } from '../domain/kernel/day.ts';
import { howManyFail, isNothingDue, type WorkSeen } from './undone.ts';

/** One look at the database and the worker. */
export interface Look extends WorkSeen {
  readonly now: Instant;
  /** A task is in the worker's hands. */
  readonly isBusy: boolean;
}

export interface IdleLimits {
  /** Nothing to do for so long without interruption: done. */
  readonly idleForMs: number;
  /** Nothing got done for so long although there is something to do: it will not get done by waiting. */
  readonly patienceMs: number;
}

/** What earlier looks have shown. */
export interface Watched {
  readonly seen: string;
  readonly movedAt: Instant;
  readonly idleSince: Instant | null;
}

export type IdleVerdict = 'wait' | 'idle' | 'undone';

/** An attempt may take its time, and ends by its own timeouts. */
const IN_HAND_MS = 60_000;

/**
 * Says whether a run is at its end. Another attempt at what has failed is no movement: only what gets done is, and
 * what newly comes up.
 */
export function judgeIdle(
  before: Watched | null,
  look: Look,
  { idleForMs, patienceMs }: IdleLimits,
): { readonly watched: Watched; readonly verdict: IdleVerdict } {
  const { now, due, failing, asks, trail, isBusy } = look;
  const fails = howManyFail(look);
  const seen = JSON.stringify([due, fails, trail]);
  const movedAt = before === null || before.seen !== seen ? now : before.movedAt;
  const isCalm = isNothingDue(due) && !isBusy;
  const idleSince = isCalm && fails === 0 ? (before?.idleSince ?? now) : null;
  const watched = { seen, movedAt, idleSince };
  if (idleSince !== null) return { watched, verdict: now - idleSince >= idleForMs ? 'idle' : 'wait' };
  const quietFor = now - movedAt;
  if (quietFor >= patienceMs + (isBusy ? IN_HAND_MS : 0)) return { watched, verdict: 'undone' };
  const nextAt = Math.min(
    ...failing.map((one) => one.nextAt),
    asks.count > 0 && asks.nextAt !== null ? asks.nextAt : Number.POSITIVE_INFINITY,
  );
  const comesTooLate = isCalm && nextAt > movedAt + patienceMs;
  return { watched, verdict: comesTooLate && quietFor >= idleForMs ? 'undone' : 'wait' };
}
