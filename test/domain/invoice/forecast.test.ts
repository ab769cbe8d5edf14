import { describe, expect, it } from 'vitest';
import { forecast } from '../../../domain/invoice/forecast.ts';
import { between, ForecastTally } from '../../../domain/invoice/forecast-tally.ts';
import { formatDay } from '../../../domain/kernel/day.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { type AnInvoice, aClaim, anInvoice, at, day, inMode } from './an-invoice.ts';

function foreseen(
  invoice: AnInvoice,
  from: string,
  until: string,
  approve: 'none' | 'all' = 'none',
): string[] {
  const { facts, policy, calendar } = invoice;
  const events = forecast(situation({ facts, policy, calendar }, at(from)), { until: at(until), approve });
  return events.map(({ kind, level, on, amount }) => `${formatDay(on)} ${level ?? kind} ${amount}`);
}

describe('the forecast of an invoice', () => {
  it('follows the path up to the horizon and no further', () => {
    expect(foreseen(anInvoice(), '2026-02-10 12:00', '2026-04-02 23:59')).toEqual([
      '2026-02-11 reminder-1 10000',
      '2026-02-25 reminder-2 10000',
      '2026-03-11 notice 10000',
      '2026-03-26 listing 10000',
      '2026-03-31 transfer 10000',
    ]);
    expect(foreseen(anInvoice(), '2026-02-10 12:00', '2026-02-24 23:59')).toHaveLength(1);
  });

  it('counts a payment that is dated ahead from its day on', () => {
    const partly = anInvoice({ rehearsal: false }).paid(4_000, '2026-02-20');
    expect(foreseen(partly, '2026-02-10 12:00', '2026-02-26 23:59')).toEqual([
      '2026-02-11 reminder-1 10000',
      '2026-02-25 reminder-2 6000',
    ]);
    const whole = anInvoice({ rehearsal: false }).paid(10_000, '2026-02-20');
    expect(foreseen(whole, '2026-02-10 12:00', '2026-06-30 00:00')).toEqual(['2026-02-11 reminder-1 10000']);
  });

  it('closes a claim of mode 30 that nobody approves, and transfers it when all are approved', () => {
    const claim = aClaim('2026-03-11', { policy: inMode(30) });
    expect(foreseen(claim, '2026-03-12 12:00', '2026-06-30 00:00')).toEqual([
      '2026-03-26 listing 10000',
      '2026-05-26 closing 10000',
    ]);
    expect(foreseen(claim, '2026-03-12 12:00', '2026-06-30 00:00', 'all')).toEqual([
      '2026-03-26 listing 10000',
      '2026-03-26 transfer 10000',
    ]);
  });

  it('sees the end of a pause, and nothing behind one without end', () => {
    const until = anInvoice().withHold('2026-02-09', { until: '2026-02-16' });
    expect(foreseen(until, '2026-02-10 12:00', '2026-02-24 23:59')).toEqual(['2026-02-18 reminder-1 10000']);
    expect(foreseen(anInvoice().withHold('2026-02-09'), '2026-02-10 12:00', '2026-12-31 00:00')).toEqual([]);
  });

  it('supposes that the creditor is resumed now when asked, and leaves other pauses as they are', () => {
    const goes = ({ facts, policy, calendar }: AnInvoice, resumed: boolean) =>
      forecast(situation({ facts, policy, calendar }, at('2026-02-10 12:00')), {
        until: at('2026-02-20 23:59'),
        resumed,
      });
    const paused = anInvoice().withHold('2026-02-09', { scope: 'creditor' });
    expect(goes(paused, false)).toEqual([]);
    expect(goes(paused, true)).toMatchObject([{ level: 'reminder-1' }]);
    expect(goes(paused.withHold('2026-02-09', { scope: 'customer' }), true)).toEqual([]);
    expect(goes(paused.withHold('2026-02-09'), true)).toEqual([]);
  });

  it('sends what is late at once', () => {
    expect(foreseen(anInvoice(), '2026-03-02 16:00', '2026-03-02 23:59')).toEqual([
      '2026-03-02 reminder-1 10000',
    ]);
  });
});

describe('forecasts added up', () => {
  const [monday, tuesday] = [day('2026-03-02'), day('2026-03-03')];
  const event = (on: number, amount: number, level: string | null = 'b') =>
    ({ kind: level === null ? 'listing' : 'level', level, on, at: 0, amount }) as const;

  it('list levels in order, known ones also when nothing goes out, then listing, transfer and closing', () => {
    const tally = new ForecastTally(['a', 'b']);
    tally.add([event(monday, 1, 'old'), event(monday, 2, null)]);
    expect(tally.result().map(({ kind, level }) => level ?? kind)).toEqual([
      ...['a', 'b', 'old'],
      ...['listing', 'transfer', 'closing'],
    ]);
  });

  it('count and sum between two days, both included', () => {
    const tally = new ForecastTally(['b']);
    tally.add([event(monday, 1), event(tuesday, 2), event(tuesday, 4), event(tuesday + 1, 8)]);
    const [line] = tally.result();
    expect(between(line!, monday, tuesday)).toEqual({ count: 3, sum: 7 });
    expect(between(line!, tuesday, tuesday)).toEqual({ count: 2, sum: 6 });
  });
});
