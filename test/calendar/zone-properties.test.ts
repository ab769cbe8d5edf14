import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, it } from 'vitest';
import { zoneNamed } from '../../calendar/zone.ts';

const MS_PER_DAY = 86_400_000;
const MS_PER_MINUTE = 60_000;
const QUARTER = 15 * MS_PER_MINUTE;

/** Luxon sets each zone up on first need, which takes seconds on a busy machine. */
const PATIENCE_MS = 30_000;

const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const anyDay = fc.integer({ min: 0, max: 25_566 }); // 1970 to 2039
const anyMinute = fc.integer({ min: 0, max: 1439 });

/** What the clock on the wall shows, as milliseconds, by luxon alone. */
const wall = (zone: string, instant: number) =>
  instant + Math.round(DateTime.fromMillis(instant, { zone }).offset * MS_PER_MINUTE);

it(
  'the day of an instant is the day luxon gives it, in every zone',
  () => {
    fc.assert(
      fc.property(anyZone, anyDay, fc.nat(MS_PER_DAY - 1), (zone, day, ms) => {
        const instant = day * MS_PER_DAY + ms;
        expect(zoneNamed(zone).dayOf(instant)).toBe(Math.floor(wall(zone, instant) / MS_PER_DAY));
      }),
      { numRuns: 1500 },
    );
  },
  PATIENCE_MS,
);

it(
  'the instant of a local time is the first at which the wall clock has reached it',
  () => {
    fc.assert(
      fc.property(anyZone, anyDay, anyMinute, (zone, day, minute) => {
        const local = day * MS_PER_DAY + minute * MS_PER_MINUTE;
        const at = zoneNamed(zone).instantOf(day, minute);
        expect(wall(zone, at)).toBeGreaterThanOrEqual(local);
        expect(wall(zone, at - 1)).toBeLessThan(local);
        for (let back = 1; back <= 12; back++) expect(wall(zone, at - back * QUARTER)).toBeLessThan(local);
      }),
      { numRuns: 500 },
    );
  },
  PATIENCE_MS,
);

it(
  'a local time lies on its own day, unless the rest of that day does not exist',
  () => {
    fc.assert(
      fc.property(anyZone, anyDay, anyMinute, (zone, day, minute) => {
        const { dayOf, instantOf } = zoneNamed(zone);
        const at = instantOf(day, minute);
        const reached = dayOf(at);
        if (reached !== day) {
          // as on 2024-03-30 in Nuuk, where 22:59 was followed by 00:00
          expect(reached).toBeGreaterThan(day);
          expect(wall(zone, at) - wall(zone, at - 1)).toBeGreaterThan(1);
        }
      }),
      { numRuns: 3000 },
    );
  },
  PATIENCE_MS,
);

it(
  'European business hours always come back to their own day',
  () => {
    const zones = fc.constantFrom(
      ...[
        'Amsterdam',
        'Stockholm',
        'Oslo',
        'Copenhagen',
        'Helsinki',
        'Berlin',
        'Zurich',
        'Vienna',
        'Brussels',
      ],
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: 18_262, max: 25_566 }), anyMinute, (city, day, minute) => {
        const { dayOf, instantOf } = zoneNamed(`Europe/${city}`);
        expect(dayOf(instantOf(day, minute))).toBe(day);
      }),
      { numRuns: 1000 },
    );
  },
  PATIENCE_MS,
);

it('the days of the two clock changes and their neighbours agree with luxon at every quarter, in every zone', () => {
  for (const zone of [
    'Europe/Amsterdam',
    'Europe/Helsinki',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Asia/Gaza',
  ]) {
    for (const noon of ['2026-03-29', '2026-10-25', '2026-04-05', '2026-10-04', '2026-03-08', '2026-11-01']) {
      const start = Date.parse(noon) - MS_PER_DAY;
      for (let instant = start; instant < start + 3 * MS_PER_DAY; instant += QUARTER) {
        expect(zoneNamed(zone).dayOf(instant)).toBe(Math.floor(wall(zone, instant) / MS_PER_DAY));
      }
    }
  }
});
