import { describe, expect, it } from 'vitest';
import { momentsOf, readCron } from '../../calendar/cron.ts';
import { parseDay } from '../../domain/kernel/day.ts';
import { scheduleSpecOf } from '../../worker/schedule-spec.ts';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const ZONE = 'Europe/Amsterdam';
type Spec = ReturnType<typeof scheduleSpecOf>;
interface Ranges {
  readonly start: number;
  readonly end: number;
}

/** The moments of calendars of UTC, by their ranges. */
function expanded({ calendars = [] }: Spec): number[] {
  const all = (ranges: unknown) =>
    (ranges as Ranges[]).flatMap(({ start, end }) =>
      Array.from({ length: end - start + 1 }, (_, i) => start + i),
    );
  return calendars
    .flatMap(({ year, month, dayOfMonth, hour, minute }) =>
      all(dayOfMonth).flatMap((day) =>
        all(hour).map((at) =>
          Date.parse(`${month} ${day}, ${year as number} ${at}:${String(minute).padStart(2, '0')} UTC`),
        ),
      ),
    )
    .sort((a, b) => a - b);
}

describe('A Schedule is told', () => {
  it.each(['0 6 * * *', '59 1 * * *', '0 3 * * *', '30 2 * 1,2 *', '30 2 * * 1-5'])(
    'the line itself where no clock change meets it: %s',
    (cron) => {
      expect(scheduleSpecOf(cron, ZONE, NOW)).toEqual({ cronExpressions: [cron], timezone: ZONE });
    },
  );

  it.each(['30 2 * * *', '0 2,14 * * *', '*/15 * * * *', '30 2 28 3 *', '5/25 1-3 * 3,10 sun'])(
    'its moments in UTC where one does: %s',
    (cron) => {
      const spec = scheduleSpecOf(cron, ZONE, NOW);
      expect(spec.timezone).toBe('UTC');
      const read = readCron(cron);
      if (typeof read === 'string') throw new Error(read);
      const [from, until] = [parseDay('2026-10-01')!, parseDay('2028-12-01')!];
      expect(expanded(spec)).toEqual(momentsOf(read, ZONE, from, until));
      expect(spec.calendars?.length).toBeLessThan(150);
      expect(spec.calendars?.[0]?.comment).toBe(`${cron} ${ZONE}`);
    },
  );

  it('the same all month long, and of the next month when that has begun', () => {
    const told = (at: string) => JSON.stringify(scheduleSpecOf('30 2 * * *', ZONE, Date.parse(at)));
    expect(told('2026-11-01T00:00:00Z')).toBe(told('2026-11-30T23:59:59Z'));
    expect(told('2026-12-01T00:00:00Z')).not.toBe(told('2026-11-30T23:59:59Z'));
  });
});
