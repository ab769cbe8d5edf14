import { describe, expect, it } from 'vitest';
import { livingInvoice } from './a-living-invoice.ts';
import { aClaim, anInvoice, aPolicy, at, inMode, NOTICE, REMINDER_1 } from './an-invoice.ts';
import { localTime, simulated } from './the-path.ts';

const HOUR = 3_600_000;

// The clock goes forward on Sunday 2026-03-29 at 02:00 and back on Sunday 2026-10-25 at 03:00.
describe.each([
  ['forward', '2026-03-29', 23],
  ['back', '2026-10-25', 25],
])('on the day the clock goes %s', (_, sunday, hours) => {
  it(`the local day has ${hours} hours`, () => {
    const next = new Date(Date.parse(sunday) + 24 * HOUR).toISOString().slice(0, 10);
    expect(at(next) - at(sunday)).toBe(hours * HOUR);
  });

  it('a claim is listed at its local midnight', () => {
    // The deadline must be a working day, so the listing after a Friday falls on Saturday; a claim paused since
    // that Sunday shows that its clock starts there.
    const noticeOn = new Date(Date.parse(sunday) - 16 * 24 * HOUR).toISOString().slice(0, 10);
    const claim = aClaim(noticeOn, { dueOn: '2026-01-15', issuedOn: '2026-01-02' });
    const [listed] = simulated(claim).steps;
    expect(localTime(claim, listed!.at)).toMatch(/ 00:00$/);
  });

  it('the clock of 60 days counts days, not hours', () => {
    const claim = livingInvoice(
      aClaim('2026-01-20', { policy: inMode(10), dueOn: '2026-01-10', issuedOn: '2026-01-02' }),
    );
    claim.withoutWorkerUntil(`${sunday} 01:00`);
    claim.hold('customer');
    const closed = new Date(Date.parse(sunday) + 61 * 24 * HOUR).toISOString().slice(0, 10);
    expect(claim.until(claim.at(`${closed} 00:00`) - 1).state.stage).toBe('NOTICED');
    expect(claim.until(`${closed} 00:00`).state.stage).toBe('CLOSED');
  });
});

describe('a transfer run at a time that does not exist or happens twice', () => {
  // On working days no run falls in the lost hour in Europe; in 2027 Egypt changes on a Friday. A creditor whose
  // own calendar works on that Sunday would meet it.
  const everyDay = { ...anInvoice().calendar, isWorkingDay: () => true };
  const run = (noticeOn: string, minute: number) => {
    const claim = aClaim(noticeOn, {
      calendar: everyDay,
      policy: inMode(10, { at: minute }),
      dueOn: '2026-01-15',
      issuedOn: '2026-01-02',
    });
    return new Date(simulated(claim).steps.at(-1)!.at).toISOString();
  };

  it('moves forward to the first moment that exists', () => {
    // The notice of 14 March expires on the 28th; the run is that of 29 March, 02:30.
    expect(run('2026-03-14', 119)).toBe('2026-03-29T00:59:00.000Z');
    expect(run('2026-03-14', 150)).toBe('2026-03-29T01:00:00.000Z');
    expect(run('2026-03-14', 180)).toBe('2026-03-29T01:00:00.000Z');
  });

  it('is the first of the two', () => {
    expect(run('2026-10-10', 119)).toBe('2026-10-24T23:59:00.000Z');
    expect(run('2026-10-10', 150)).toBe('2026-10-25T00:30:00.000Z');
    expect(run('2026-10-10', 180)).toBe('2026-10-25T02:00:00.000Z');
  });
});

it('letters before and after the change go out in the same local window', () => {
  const policy = aPolicy({ levels: [REMINDER_1, { ...NOTICE, daysAfterDue: 10, minDaysSincePrevious: 3 }] });
  // Friday 27 March and Monday 30 March; Friday 23 and Monday 26 October.
  for (const [dueOn, days] of [
    ['2026-03-20', ['2026-03-27', '2026-03-30']],
    ['2026-10-16', ['2026-10-23', '2026-10-26']],
  ] as const) {
    const invoice = anInvoice({ dueOn, policy });
    const sent = simulated(invoice).steps.filter(({ plan }) => plan.because === 'LEVEL_DUE');
    const times = sent.map(({ at: moment }) => localTime(invoice, moment).split(' '));
    expect(times.map(([on]) => on)).toEqual(days);
    expect(times[0]![1]).toBe(times[1]![1]);
  }
});
