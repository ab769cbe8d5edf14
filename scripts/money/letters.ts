import { createCalendar } from '../../calendar/calendar.ts';
import { CustomerKind } from '../../domain/kernel/customer-kind.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { whyNoCostsYet } from '../../domain/money/costs-ready.ts';
import { fourteenDays } from '../../domain/money/fourteen-day-letter.ts';
import { day, rows } from './write.ts';

const SENT = ['2026-06-01', '2026-05-22', '2026-04-02', '2026-12-23', '2026-06-05'];
const WEEKDAY = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: 'UTC' });
const MS_PER_DAY = 86_400_000;

/** Some Dutch notices by post, with their days. */
export function fourteenDayTable(): string {
  const calendar = createCalendar({ country: 'NL', timeZone: 'Europe/Amsterdam' });
  const written = (date: number) => `${WEEKDAY.format(date * MS_PER_DAY)} ${formatDay(date)}`;
  const body = SENT.map((date) => {
    const on = day(date);
    const notice = { on, isByPost: true };
    const { deliveredOn, lastFreeDay, costsFrom } = fourteenDays(notice, calendar);
    const why = whyNoCostsYet({
      country: 'NL',
      kind: CustomerKind.consumer,
      on: lastFreeDay,
      firstReminder: notice,
      notice,
      calendar,
    });
    return [...[on, deliveredOn, lastFreeDay, costsFrom].map(written), why ?? ''];
  });
  return rows(['posted', 'arrived', 'last free day', 'costs from', 'said until then'], body);
}
