import { clockAheadOf } from '../../db/drivers/postgres/health.ts';
import { differenceInWords } from '../../read/kit/clock-difference.ts';
import type { DatabaseOptions } from '../kit/database-option.ts';
import { WorkFailed } from '../kit/failures.ts';

/** As long as the lease of a letter: beyond it two machines would not agree whose turn it is. */
const CLOCKS_MUST_NOT_DIFFER_MS = 30_000;
/** Clocks drift slowly, and asking takes a connection. */
const ASK_AGAIN_MS = 300_000;

/** How far this machine's clock is ahead of that of the books; null where they lie on this machine. */
export type ClockOfBooks = () => Promise<number | null>;

export function clockOfBooks({ database }: DatabaseOptions): ClockOfBooks {
  if (database === undefined) return async () => null;
  let known: { readonly ahead: number; readonly at: number } | undefined;
  return async () => {
    if (known === undefined || performance.now() - known.at > ASK_AGAIN_MS) {
      known = { ahead: await clockAheadOf(database), at: performance.now() };
    }
    return known.ahead;
  };
}

/** Letters go out by the clock of the worker: one that is far off must not begin. */
export function refuseWrongClock(aheadMs: number | null): void {
  if (aheadMs === null || Math.abs(aheadMs) <= CLOCKS_MUST_NOT_DIFFER_MS) return;
  throw new WorkFailed(
    `The clock of this machine is ${differenceInWords(aheadMs)} that of the database: set both by NTP, then start again. Letters go out by it.`,
  );
}
