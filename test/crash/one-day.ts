import { type Day, formatDay, type Instant, weekdayOf } from '../../domain/kernel/day.ts';

/*
 * A day on which everything that is due is due at once, for runs that are held against each other: no letter waits for
 * a minute of its own, and no midnight comes between.
 */

const MS_PER_MINUTE = 60_000;
const HALF_AN_HOUR_MS = 30 * MS_PER_MINUTE;
const MS_PER_DAY = 86_400_000;
const TODAY = Math.floor(Date.now() / MS_PER_DAY);

const SATURDAY = 6;

/** On a day off nothing goes out: there is nothing to try. */
export const IS_WEEKEND = weekdayOf(TODAY) >= SATURDAY;

/** The local day so many days ago. */
export const day = (ago: number): string => formatDay(TODAY - ago);

/** A zone in which it was noon when this was asked first: the day is the same for all runs, at whatever hour. */
const OFFSET = 12 - new Date().getUTCHours();
export const ZONE = `Etc/GMT${OFFSET <= 0 ? '+' : '-'}${Math.abs(OFFSET)}`;

/** A sending window that closes in half an hour, which is kept free for the late. */
export function lateWindow(): string {
  return `{ from: "00:00", until: "${localTime(Date.now() + HALF_AN_HOUR_MS)}" }`;
}

/** A sending window that opens in that minute, as short as it may be. */
export function windowFrom(at: Instant): string {
  return `{ from: "${localTime(at)}", until: "${localTime(at + 2 * HALF_AN_HOUR_MS)}" }`;
}

function localTime(at: Instant): string {
  return new Date(at + OFFSET * 60 * MS_PER_MINUTE).toISOString().slice(11, 16);
}

/** The local day of a moment. */
export function dayOf(at: Instant): Day {
  return Math.floor((at + OFFSET * 60 * MS_PER_MINUTE) / MS_PER_DAY);
}
