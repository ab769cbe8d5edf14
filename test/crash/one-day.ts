import type { SendingWindow } from '../../domain/invoice/policy.ts';
import {
  type Day,
  formatDay,
  formatTimeOfDay,
  type Instant,
  type MinuteOfDay,
  weekdayOf,
} from '../../domain/kernel/day.ts';

/*
 * A day on which everything that is due is due at once, for runs that are held against each other: no letter waits for
 * a minute of its own, and no midnight comes between. Where it is a day off at noon's zone it is a working day still,
 * or already, at an end of the world for half of that time.
 */

const MS_PER_MINUTE = 60_000;
const MS_PER_HOUR = 60 * MS_PER_MINUTE;
const HALF_AN_HOUR_MS = 30 * MS_PER_MINUTE;
const MS_PER_DAY = 24 * MS_PER_HOUR;
const SATURDAY = 6;
/** The zones in which the day begins last and first. */
const [LAST, FIRST] = [-12, 14];

/** Whether that is a working day for as long as two runs take, and something of it is over. */
const isGoodIn = (offset: number, at: Instant): boolean => {
  const hour = localHour(offset, at);
  return weekdayOf(localDay(offset, at)) < SATURDAY && hour >= 1 && hour <= 21;
};

const ASKED_AT = Date.now();
/** Noon, so that the day is the same for all runs, at whatever hour they run. */
const NOON = 12 - new Date(ASKED_AT).getUTCHours();
const OFFSET = [NOON, LAST, FIRST].find((offset) => isGoodIn(offset, ASKED_AT));

/** On a day off nothing goes out: there is nothing to try. */
export const IS_WEEKEND = OFFSET === undefined;

const HOURS = OFFSET ?? NOON;
const TODAY = dayOf(ASKED_AT);

/** The local day so many days ago. */
export const day = (ago: number): string => formatDay(TODAY - ago);

/** The zone of that day; its sign is the other way round in these names. */
export const ZONE = `Etc/GMT${HOURS <= 0 ? '+' : '-'}${Math.abs(HOURS)}`;

/** A sending window that closes in half an hour, which is kept free for the late. */
export function lateWindow(): string {
  return written({ from: 0, until: minuteOf(Date.now() + HALF_AN_HOUR_MS) });
}

/** A sending window that opens in that minute, as short as it may be. */
export function windowFrom(at: Instant): string {
  return written({ from: minuteOf(at), until: minuteOf(at + 2 * HALF_AN_HOUR_MS) });
}

/** A sending window that stays open for some hours more; only invoices whose minute of it is over are due at once. */
export function longWindow(hours: number): SendingWindow {
  return { from: 0, until: minuteOf(Date.now() + hours * MS_PER_HOUR) };
}

export function written({ from, until }: SendingWindow): string {
  return `{ from: "${formatTimeOfDay(from)}", until: "${formatTimeOfDay(until)}" }`;
}

/** The local minute of the day of a moment. */
export function minuteOf(at: Instant): MinuteOfDay {
  return Math.floor((at + HOURS * MS_PER_HOUR) / MS_PER_MINUTE) % (24 * 60);
}

/** The local day of a moment. */
export function dayOf(at: Instant): Day {
  return localDay(HOURS, at);
}

function localDay(offset: number, at: Instant): Day {
  return Math.floor((at + offset * MS_PER_HOUR) / MS_PER_DAY);
}

function localHour(offset: number, at: Instant): number {
  return new Date(at + offset * MS_PER_HOUR).getUTCHours();
}
