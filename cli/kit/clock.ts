import type { Instant } from '../../domain/kernel/day.ts';

/** Now; DUNWELL_NOW pretends another moment for what is only looked at, such as a test of tomorrow's forecast. */
export function now(): Instant {
  const pretended = process.env.DUNWELL_NOW;
  const at = pretended === undefined ? Number.NaN : Date.parse(pretended);
  return Number.isNaN(at) ? Date.now() : at;
}
