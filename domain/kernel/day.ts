/** A local calendar date, counted in days since 1970-01-01. Arithmetic on days is plain integer arithmetic. */
export type Day = number;

/** A moment in time, in milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A local time of day, in minutes since midnight, 0 to 1439. */
export type MinuteOfDay = number;

const MS_PER_DAY = 86_400_000;
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME_OF_DAY = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Reads `2026-03-01`; undefined when the text is no ISO date or no date of the calendar. */
export function parseDay(text: string): Day | undefined {
  const match = ISO_DAY.exec(text);
  return match ? dayFrom(Number(match[1]), Number(match[2]), Number(match[3])) : undefined;
}

/** The day of a year, month (1 to 12) and day of month; undefined when there is no such date. */
export function dayFrom(year: number, month: number, dayOfMonth: number): Day | undefined {
  const ms = Date.UTC(year, month - 1, dayOfMonth);
  const date = new Date(ms);
  const exists =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === dayOfMonth;
  return exists ? ms / MS_PER_DAY : undefined;
}

/** Writes a day as `2026-03-01`. */
export function formatDay(day: Day): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** ISO day of the week: 1 is Monday, 7 is Sunday. */
export function weekdayOf(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** Reads `09:00` as minutes since midnight; undefined when it is no time of day. */
export function parseTimeOfDay(text: string): MinuteOfDay | undefined {
  const match = TIME_OF_DAY.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

/** Writes minutes since midnight as `09:00`. */
export function formatTimeOfDay(minute: MinuteOfDay): string {
  const pad = (n: number) => String(n).padStart(2, '0');
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}
