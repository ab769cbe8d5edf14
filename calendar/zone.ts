import { IANAZone } from 'luxon';
import type { Day, Instant, MinuteOfDay } from '../domain/kernel/day.ts';

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;

/** Part of a UTC day during which the zone keeps one offset from UTC. */
interface Stretch {
  readonly from: Instant;
  readonly offsetMs: number;
}

/** A time zone's questions: which local day and minute is it, and when is that local time. */
export interface Zone {
  dayOf(instant: Instant): Day;
  minuteOf(instant: Instant): MinuteOfDay;
  instantOf(day: Day, minute: MinuteOfDay): Instant;
}

const zones = new Map<string, Zone>();

/**
 * True when the name is one of the IANA time zone database, such as `Europe/Amsterdam` or `UTC`.
 *
 * A fixed offset such as `+01:00` is refused: newer runtimes take it for a zone, older ones do not, and a
 * creditor that writes one would lose daylight saving without a word.
 */
export function isTimeZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name);
}

/** The zone of that name, with everything it ever worked out kept for the life of the process. */
export function zoneNamed(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  if (!isTimeZone(name))
    throw new RangeError(`time zone ${name} is unknown; write one like Europe/Amsterdam`);
  const zone = createZone(IANAZone.create(name));
  zones.set(name, zone);
  return zone;
}

function createZone(zone: IANAZone): Zone {
  // Luxon takes microseconds for every offset it formats; a UTC day's offsets never change, so they are kept.
  const days = new Map<number, readonly Stretch[]>();

  const stretchesOf = (utcDay: number): readonly Stretch[] => {
    const known = days.get(utcDay);
    if (known) return known;
    const stretches = readDay(zone, utcDay);
    days.set(utcDay, stretches);
    return stretches;
  };

  /** The local clock as if it were UTC. */
  const localOf = (instant: Instant): number => {
    const stretches = stretchesOf(Math.floor(instant / MS_PER_DAY));
    let offsetMs = 0;
    for (const stretch of stretches) if (stretch.from <= instant) offsetMs = stretch.offsetMs;
    return instant + offsetMs;
  };

  return {
    dayOf: (instant) => Math.floor(localOf(instant) / MS_PER_DAY),

    minuteOf(instant) {
      const local = localOf(instant);
      return Math.floor((local - Math.floor(local / MS_PER_DAY) * MS_PER_DAY) / MS_PER_MINUTE);
    },

    // The first instant at which the local clock shows that time or a later one. This one sentence moves a
    // skipped time to the first that exists and takes a repeated time at its first pass.
    instantOf(day, minute) {
      const local = day * MS_PER_DAY + minute * MS_PER_MINUTE;
      // No zone is ever a full day from UTC, and none has skipped more than a day.
      for (let utcDay = day - 1; utcDay <= day + 2; utcDay++) {
        const stretches = stretchesOf(utcDay);
        for (let i = 0; i < stretches.length; i++) {
          const { from, offsetMs } = stretches[i]!;
          const at = Math.max(from, local - offsetMs);
          if (at < (stretches[i + 1]?.from ?? (utcDay + 1) * MS_PER_DAY)) return at;
        }
      }
      throw new RangeError(`zone ${zone.name} has no instant for minute ${minute} of day ${day}`);
    },
  };
}

/**
 * The stretches of one UTC day, found by halving between its two ends.
 *
 * Two changes that cancel out within one UTC day would go unseen; the time zone database has none.
 */
function readDay(zone: IANAZone, utcDay: number): readonly Stretch[] {
  const start = utcDay * MS_PER_DAY;
  const end = start + MS_PER_DAY;
  const endOffset = offsetAt(zone, end);
  const stretches: Stretch[] = [{ from: start, offsetMs: offsetAt(zone, start) }];
  for (let last = stretches[0]!; last.offsetMs !== endOffset; last = stretches.at(-1)!) {
    let same = last.from;
    let changed = end;
    while (changed - same > 1) {
      const middle = Math.floor((same + changed) / 2);
      if (offsetAt(zone, middle) === last.offsetMs) same = middle;
      else changed = middle;
    }
    stretches.push({ from: changed, offsetMs: offsetAt(zone, changed) });
  }
  return stretches;
}

function offsetAt(zone: IANAZone, instant: Instant): number {
  const minutes = zone.offset(instant);
  // NaN compares unequal to itself and would keep the search above busy forever.
  if (!Number.isFinite(minutes)) throw new RangeError(`no such instant in zone ${zone.name}: ${instant}`);
  return Math.round(minutes * MS_PER_MINUTE);
}
