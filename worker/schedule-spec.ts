import type { CalendarSpec, Month, ScheduleSpec } from '@temporalio/client';
import { meetsClockChange, momentsOf, readCron } from '../calendar/cron.ts';
import { type Day, dayFrom, type Instant } from '../domain/kernel/day.ts';

/** Months for which moments are given out ahead; each new month they are given out anew. */
const MONTHS_AHEAD = 25;
const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;
const MINUTES_PER_HOUR = 60;
const MONTHS: readonly Month[] = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
];

/**
 * When a Schedule fires for a cron line in a zone. The server skips local times that do not exist and takes the second
 * of those that come twice; where that would happen, it is told the moments themselves, in UTC, instead of the line.
 */
export function scheduleSpecOf(
  cron: string,
  timeZone: string,
  now: Instant,
): Pick<ScheduleSpec, 'cronExpressions' | 'calendars' | 'timezone'> {
  const read = readCron(cron);
  // Told as it is, the server says what it does not understand.
  if (typeof read === 'string') return { cronExpressions: [cron], timezone: timeZone };
  const { from, until } = horizonOf(now);
  if (!meetsClockChange(read, timeZone, from, until)) return { cronExpressions: [cron], timezone: timeZone };
  const moments = momentsOf(read, timeZone, from, until);
  return { calendars: calendarsOf(moments, `${cron} ${timeZone}`), timezone: 'UTC' };
}

/** By whole months, so that the same is told all month long; from the last one on, for a run that was missed. */
function horizonOf(now: Instant): { readonly from: Day; readonly until: Day } {
  const date = new Date(now);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  const firstOf = (count: number) => dayFrom(Math.floor(count / 12), (count % 12) + 1, 1) as Day;
  return { from: firstOf(month - 1), until: firstOf(month + MONTHS_AHEAD) };
}

/** Moments as calendars of UTC: days of a month that have the same hours and minutes share one. */
function calendarsOf(moments: readonly Instant[], comment: string): CalendarSpec[] {
  const byDay = new Map<Day, number[]>();
  for (const moment of moments) {
    const day = Math.floor(moment / MS_PER_DAY);
    const minute = Math.floor((moment - day * MS_PER_DAY) / MS_PER_MINUTE);
    byDay.set(day, [...(byDay.get(day) ?? []), minute]);
  }
  const shared = new Map<
    string,
    { readonly year: number; readonly month: number; hours: number[]; minute: number; days: number[] }
  >();
  for (const [day, minutes] of byDay) {
    const date = new Date(day * MS_PER_DAY);
    for (const [minute, hours] of hoursByMinute(minutes)) {
      const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
      const key = JSON.stringify([year, month, minute, hours]);
      const known = shared.get(key);
      if (known === undefined) shared.set(key, { year, month, hours, minute, days: [date.getUTCDate()] });
      else known.days.push(date.getUTCDate());
    }
  }
  return [...shared.values()].map(({ year, month, hours, minute, days }) => ({
    comment,
    year,
    month: MONTHS[month] as Month,
    dayOfMonth: rangesOf(days),
    hour: rangesOf(hours),
    minute,
  }));
}

function hoursByMinute(minutes: readonly number[]): ReadonlyMap<number, number[]> {
  const hours = new Map<number, number[]>();
  for (const at of minutes) {
    const minute = at % MINUTES_PER_HOUR;
    hours.set(minute, [...(hours.get(minute) ?? []), Math.floor(at / MINUTES_PER_HOUR)]);
  }
  return hours;
}

function rangesOf(numbers: readonly number[]): { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  for (const number of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last.end === number - 1) last.end = number;
    else ranges.push({ start: number, end: number });
  }
  return ranges;
}
