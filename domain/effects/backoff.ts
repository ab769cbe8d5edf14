const FIRST_BACKOFF_MS = 60_000;
const LONGEST_BACKOFF_MS = 3_600_000;

/** Doubles from one minute to one hour, and is no shorter than the other side asked for, up to that hour. */
export function backoffAfter(attempts: number, retryAfterMs = 0): number {
  const own = FIRST_BACKOFF_MS * 2 ** Math.min(attempts - 1, 10);
  return Math.min(LONGEST_BACKOFF_MS, Math.max(own, retryAfterMs));
}
