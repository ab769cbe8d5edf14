import { type Day, formatDay, type Instant } from '../../domain/kernel/day.ts';

/*
 * A day on which everything that is due is due at once, for runs that are held against each other: no letter waits for
 * a minute of its own, and no midnight comes between.
 */

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;
const TODAY = Math.floor(Date.now() / MS_PER_DAY);

/** The local day so many days ago. */
export const day = (ago: number): string => formatDay(TODAY - ago);

/** A zone in which it was noon when this was asked first: the day is the same for all runs, at whatever hour. */
const OFFSET = 12 - new Date().getUTCHours();
export const ZONE = `Etc/GMT${OFFSET <= 0 ? '+' : '-'}${Math.abs(OFFSET)}`;

/** A sending window that closes in half an hour, which is kept free for the late. */
export function lateWindow(): string {
  const closes = new Date(Date.now() + (OFFSET * 60 + 30) * MS_PER_MINUTE).toISOString().slice(11, 16);
  return `{ from: "00:00", until: "${closes}" }`;
}

/** The local day of a moment. */
export function dayOf(at: Instant): Day {
  return Math.floor((at + OFFSET * 60 * MS_PER_MINUTE) / MS_PER_DAY);
}
