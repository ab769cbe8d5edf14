import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths } from '../../../domain/kernel/months.ts';
import { blocksUntil, isInWindow, lastDayNotBlocking } from '../../../domain/signals/months.ts';
import { WINTER } from '../../../domain/signals/settings.ts';
import { day } from '../../db/samples.ts';
import { checkOf, failing, inCrisis, invoice, morningOf, ready, signal, why } from './a-customer.ts';
import { settings } from './sample-settings.ts';

describe('Six calendar months', () => {
  it.each([
    ['2026-08-31', '2027-02-28'],
    ['2026-08-30', '2027-02-28'],
    ['2026-08-28', '2027-02-28'],
    ['2026-08-27', '2027-02-27'],
    ['2027-08-31', '2028-02-29'],
    ['2027-08-29', '2028-02-29'],
    ['2028-02-29', '2028-08-29'],
    ['2027-02-28', '2027-08-28'],
    ['2026-10-31', '2027-04-30'],
    ['2026-12-15', '2027-06-15'],
  ])('A report of %s blocks until %s', (sent, free) => {
    expect(blocksUntil(day(sent), 6)).toBe(day(free));
  });

  it.each([
    ['2026-08-31', '2027-02-27', false],
    ['2026-08-31', '2027-02-28', true],
    ['2026-08-31', '2027-03-01', true],
    ['2027-08-31', '2028-02-28', false],
    ['2027-08-31', '2028-02-29', true],
    ['2028-02-29', '2028-08-28', false],
    ['2028-02-29', '2028-08-29', true],
    ['2028-02-29', '2028-08-30', true],
  ])('Reported on %s, evaluated on %s', (sent, today, passes) => {
    const on = day(today);
    const facts = ready({
      invoices: [
        invoice({ dueOn: on - 70, finalReminderOn: on - 30 }),
        invoice({ dueOn: on - 70, finalReminderOn: on - 30 }),
      ],
      signals: [signal({ sentOn: day(sent) })],
      contactAttempts: [{ on, channel: 'phone', outcome: 'reached' }],
    });
    expect(failing(facts, 'early', settings, morningOf(on))).toEqual(passes ? [] : ['NOT_REPORTED']);
  });

  it.each([
    ['2027-02-27', 'update'],
    ['2027-02-28', 'create'],
  ])('An early signal of 31 August becomes a crisis on %s by %s', (today, action) => {
    const on = day(today);
    const facts = inCrisis({
      invoices: [invoice({ dueOn: on - 250, finalReminderOn: on - 30 })],
      signals: [signal({ sentOn: day('2026-08-31') })],
      contactAttempts: [{ on, channel: 'phone', outcome: 'reached' }],
    });
    const withoutWinter = { ...settings, crisis: { ...settings.crisis, blackout: null } };
    expect(why(facts, withoutWinter, morningOf(on)).verdict).toMatchObject({ type: 'crisis', action });
  });

  it('One comparison judges every report as the calendar does', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 15_000, max: 30_000 }),
        fc.integer({ min: -10, max: 400 }),
        fc.integer({ min: 1, max: 24 }),
        (today, ago, months) => {
          const sentOn = today - ago;
          expect(sentOn > lastDayNotBlocking(today, months)).toBe(blocksUntil(sentOn, months) > today);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('Months back and forth keep the day where the month has it', () => {
    expect(addMonths(day('2026-03-31'), -1)).toBe(day('2026-02-28'));
    expect(addMonths(day('2026-01-15'), -13)).toBe(day('2024-12-15'));
  });
});

describe('Blackout', () => {
  it.each([
    ['2026-09-30', false],
    ['2026-10-01', true],
    ['2026-12-31', true],
    ['2027-01-01', true],
    ['2027-03-31', true],
    ['2027-04-01', false],
    ['2027-04-02', false],
  ])('%s', (date, blacked) => {
    expect(isInWindow(day(date), WINTER)).toBe(blacked);
    const on = day(date);
    const facts = inCrisis({
      invoices: [invoice({ dueOn: on - 70, finalReminderOn: on - 30 })],
      signals: [signal({ sentOn: on - 60 })],
      contactAttempts: [{ on, channel: 'phone', outcome: 'reached' }],
    });
    expect(failing(facts, 'crisis', settings, morningOf(on))).toEqual(blacked ? ['NO_BLACKOUT'] : []);
    const isOff = { ...settings, crisis: { ...settings.crisis, blackout: null } };
    expect(failing(facts, 'crisis', isOff, morningOf(on))).toEqual([]);
  });

  it('A window within one year holds from its first day up to its last', () => {
    const summer = { from: '07-01', until: '09-01' };
    const days = ['2026-06-30', '2026-07-01', '2026-08-31', '2026-09-01'];
    expect(days.map((date) => isInWindow(day(date), summer))).toEqual([false, true, true, false]);
  });

  it('Early signals know no blackout', () => {
    expect(why(ready()).early.map(({ condition }) => condition)).not.toContain('NO_BLACKOUT');
    expect(checkOf(why(inCrisis()), 'crisis', 'NO_BLACKOUT').passes).toBe(true);
  });
});
