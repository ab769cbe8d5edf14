import { type Day, type Instant, type MinuteOfDay, weekdayOf } from '../domain/kernel/day.ts';
import { zoneNamed } from './zone.ts';

/*
 * Local times by a cron line of five fields, read as the Temporal server reads one: day of the month and day of the
 * week must both fit, and a step after a single value goes to the end of its range. Other readers of cron take either
 * of the two days, so that none of them can stand in.
 */

/** The local days and minutes that a cron line names. */
export interface Cron {
  fits(day: Day): boolean;
  /** Minutes of a day that fits, ascending. */
  readonly minutes: readonly MinuteOfDay[];
}

const MS_PER_DAY = 86_400_000;
const MINUTES_PER_HOUR = 60;
const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
);
const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Names that begin with at least so many letters stand for numbers. */
  readonly names?: { readonly words: readonly string[]; readonly letters: number };
}

const FIELDS: readonly Field[] = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day of the month', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12, names: { words: ['', ...MONTHS], letters: 3 } },
  { name: 'day of the week', from: 0, to: 7, names: { words: WEEKDAYS, letters: 2 } },
];

/** Reads a cron line; a text says what is wrong with it. */
export function readCron(text: string): Cron | string {
  const parts = text.trim().split(/ +/);
  if (parts.length !== FIELDS.length)
    return 'has not five fields: minute, hour, day of the month, month, day of the week';
  const read: ReadonlySet<number>[] = [];
  for (const [i, field] of FIELDS.entries()) {
    const values = valuesOf(parts[i] ?? '', field);
    if (values === undefined) {
      return `has ${parts[i]} for the ${field.name}; write numbers from ${field.from} to ${field.to}, such as ${field.from}, ${field.from}-${field.to}, */2 or *`;
    }
    read.push(values);
  }
  const [minutes, hours, daysOfMonth, months, weekdays] = read as [
    Numbers,
    Numbers,
    Numbers,
    Numbers,
    Numbers,
  ];
  const ofDay = [...hours].flatMap((hour) => [...minutes].map((minute) => hour * MINUTES_PER_HOUR + minute));
  return {
    minutes: ofDay.sort((a, b) => a - b),
    fits(day) {
      const date = new Date(day * MS_PER_DAY);
      const weekday = weekdayOf(day);
      const isWeekday = weekdays.has(weekday) || (weekday === 7 && weekdays.has(0));
      return isWeekday && daysOfMonth.has(date.getUTCDate()) && months.has(date.getUTCMonth() + 1);
    },
  };
}
type Numbers = ReadonlySet<number>;

function valuesOf(text: string, field: Field): Numbers | undefined {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step, ...more] = part.split('/');
    if (more.length > 0 || (step !== undefined && !/^[1-9]\d{0,3}$/.test(step))) return undefined;
    const span = spanOf(range, step !== undefined, field);
    if (span === undefined) return undefined;
    for (let value = span.from; value <= span.to; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

function spanOf(range: string, hasStep: boolean, field: Field): { from: number; to: number } | undefined {
  if (range === '*') return { from: field.from, to: field.to };
  const [first = '', last, ...more] = range.split('-');
  const from = numberOf(first, field);
  const to = last === undefined ? (hasStep ? field.to : from) : numberOf(last, field);
  if (more.length > 0 || from === undefined || to === undefined || to < from) return undefined;
  return { from, to };
}

function numberOf(text: string, { from, to, names }: Field): number | undefined {
  const word = text.toLowerCase();
  const named =
    names !== undefined && word.length >= names.letters && /^[a-z]+$/.test(word)
      ? names.words.findIndex((name) => name.startsWith(word))
      : -1;
  const value = named >= 0 ? named : /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
  return value >= from && value <= to ? value : undefined;
}

/**
 * The moments of a cron line on these local days, ascending and each once: a time that the clocks skip moves forward
 * to the first that exists, and one that comes twice means the first.
 */
export function momentsOf(cron: Cron, timeZone: string, from: Day, until: Day): readonly Instant[] {
  const zone = zoneNamed(timeZone);
  const moments = new Set<Instant>();
  for (let day = from; day < until; day++) {
    if (!cron.fits(day)) continue;
    for (const minute of cron.minutes) moments.add(zone.instantOf(day, minute));
  }
  return [...moments].sort((a, b) => a - b);
}

/** How far the clocks of any zone were ever changed at once, but for those that skipped a day. */
const LARGEST_CHANGE_MS = 4 * 3_600_000;
const STEP_MS = 5 * 60_000;

/** True when one of these local times is skipped by the clocks, or comes twice. */
export function meetsClockChange(cron: Cron, timeZone: string, from: Day, until: Day): boolean {
  const zone = zoneNamed(timeZone);
  const isAt = (instant: Instant, day: Day, minute: MinuteOfDay) =>
    zone.dayOf(instant) === day && zone.minuteOf(instant) === minute;
  for (let day = from; day < until; day++) {
    // A day without a change has its 24 hours, and the one before and after it a midnight.
    const isPlain = zone.instantOf(day + 1, 0) - zone.instantOf(day, 0) === MS_PER_DAY;
    if (isPlain || !cron.fits(day)) continue;
    for (const minute of cron.minutes) {
      const first = zone.instantOf(day, minute);
      if (!isAt(first, day, minute)) return true;
      for (let later = STEP_MS; later <= LARGEST_CHANGE_MS; later += STEP_MS) {
        if (isAt(first + later, day, minute)) return true;
      }
    }
  }
  return false;
}
