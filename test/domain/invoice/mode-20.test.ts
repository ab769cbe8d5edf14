import { describe, expect, it } from 'vitest';
import { createCalendar } from '../../../calendar/calendar.ts';
import type { TransferSettings } from '../../../domain/invoice/policy.ts';
import { livingInvoice } from './a-living-invoice.ts';
import { aClaim, inMode } from './an-invoice.ts';
import { outcome } from './the-path.ts';

const NO = createCalendar({ country: 'NO', timeZone: 'Europe/Oslo' });
const SE = createCalendar({ country: 'SE', timeZone: 'Europe/Stockholm' });
const NL = createCalendar({ country: 'NL', timeZone: 'Europe/Amsterdam' });

/** A claim whose notice expires at the end of a day. */
function expiring(noticeDueOn: string, calendar = NL, workingDays: TransferSettings['workingDays'] = 3) {
  // The opening position gives it 14 days; all examples expire on a working day.
  const noticeOn = new Date(Date.parse(noticeDueOn) - 14 * 86_400_000).toISOString().slice(0, 10);
  return aClaim(noticeOn, { calendar, policy: inMode(20, { workingDays }), dueOn: '2026-01-15' });
}

describe('a claim of mode 20', () => {
  it.each([
    // Easter: Maundy Thursday to Easter Monday are holidays in Norway.
    ['NO', NO, '2026-04-01', '2026-04-02', '2026-04-08', '2026-04-09'],
    // King's Day is Monday 27 April; listed on a Saturday.
    ['NL', NL, '2026-04-24', '2026-04-25', '2026-04-29', '2026-04-30'],
    // Midsummer Eve is Friday 19 June.
    ['SE', SE, '2026-06-17', '2026-06-18', '2026-06-23', '2026-06-24'],
    ['NL', NL, '2026-06-05', '2026-06-06', '2026-06-09', '2026-06-10'],
  ])('in %s whose notice expires on %3$s is listed and transfers after 2 or 3 working days', (...row) => {
    const [, calendar, due, listed, second, third] = row;
    expect(outcome(expiring(due, calendar, 2))).toEqual({
      stage: 'TRANSFERRED',
      due,
      listed,
      transferred: second,
    });
    expect(outcome(expiring(due, calendar, 3))).toEqual({
      stage: 'TRANSFERRED',
      due,
      listed,
      transferred: third,
    });
  });

  it('is listed at 00:00 of the day after its deadline', () => {
    const claim = livingInvoice(expiring('2026-03-25'));
    expect(claim.until(claim.at('2026-03-26 00:00') - 1).state.stage).toBe('NOTICED');
    expect(claim.until('2026-03-26 00:00').state).toMatchObject({ stage: 'LISTED', fixedMode: 20 });
  });

  it('transfers at the run of the third working day, and not in the minute before', () => {
    const claim = livingInvoice(expiring('2026-03-25'));
    expect(claim.until('2026-03-31 12:59').state.stage).toBe('LISTED');
    expect(claim.until('2026-03-31 13:00').state.stage).toBe('TRANSFERRED');
  });

  it('is listed also while it is held, and does not transfer', () => {
    const claim = expiring('2026-03-25').withHold('2026-03-20', { until: '2026-04-20' });
    expect(outcome(claim, { until: '2026-04-19 23:59' })).toMatchObject({
      stage: 'LISTED',
      listed: '2026-03-26',
    });
  });

  it.each([
    ['2026-03-30', '2026-03-31', '2026-04-07'],
    ['2026-03-31', '2026-04-01', '2026-04-08'],
    ['2026-04-01', '2026-04-02', '2026-03-31'],
  ])('held from %s to %s around its run day transfers on %s', (from, until, transferred) => {
    // A run of 31 March; Easter lies from 3 to 6 April. The last hold comes too late.
    const claim = expiring('2026-03-25').withHold(from, { until });
    expect(outcome(claim).transferred).toBe(transferred);
  });

  it('is not approved, and says so', () => {
    const claim = livingInvoice(expiring('2026-03-25')).until('2026-03-27 12:00');
    expect(claim.ask('approve')).toMatch(/refused: .*mode 20/);
  });
});

describe('resume in mode 20', () => {
  const paused = () => {
    const claim = livingInvoice(expiring('2026-03-25')).until('2026-03-27 09:00');
    claim.ask('pause');
    return claim;
  };

  it('restarts the count, its day being day 0', () => {
    // Monday 13 April is day 0: 14, 15, 16.
    const claim = paused().until('2026-04-13 09:00');
    claim.ask('resume');
    expect(claim.until('2026-04-16 12:59').state.stage).toBe('LISTED');
    expect(claim.until('2026-04-16 13:00').state.stage).toBe('TRANSFERRED');
  });

  it('on a Saturday counts from that Saturday', () => {
    const claim = paused().until('2026-04-11 09:00');
    claim.ask('resume');
    expect(claim.until('2026-04-14 23:59').state.stage).toBe('LISTED');
    expect(claim.until('2026-04-15 13:00').state.stage).toBe('TRANSFERRED');
  });

  it('of one hold leaves the claim held by another, and the last one counts', () => {
    const claim = paused().until('2026-03-30 09:00').hold('customer');
    claim.until('2026-04-08 09:00').ask('resume');
    expect(claim.until('2026-04-13 08:59').state.stage).toBe('LISTED');
    claim.release('customer');
    expect(claim.until('2026-04-16 12:59').state.stage).toBe('LISTED');
    expect(claim.until('2026-04-16 13:00').state.stage).toBe('TRANSFERRED');
  });

  it('before the listing changes nothing', () => {
    const claim = expiring('2026-03-25').withHold('2026-03-20', { until: '2026-03-24' });
    expect(outcome(claim)).toMatchObject({ listed: '2026-03-26', transferred: '2026-03-31' });
  });

  it('of a pause that never began changes nothing', () => {
    const claim = livingInvoice(expiring('2026-03-25')).until('2026-03-26 09:00');
    claim.ask('pause', { from: '2026-04-20' });
    claim.until('2026-03-30 09:00').ask('resume');
    expect(claim.until('2026-03-31 13:00').state.stage).toBe('TRANSFERRED');
  });
});

describe('the mode of a claim', () => {
  it('is its own when it has one', () => {
    const claim = aClaim('2026-03-11', { mode: 10, policy: inMode(30) });
    expect(outcome(claim)).toMatchObject({ stage: 'TRANSFERRED', transferred: '2026-03-26' });
  });

  it('is its policy’s when it has none', () => {
    expect(outcome(aClaim('2026-03-11', { policy: inMode(30) }))).toMatchObject({ stage: 'CLOSED' });
  });

  it('is fixed at listing: a later policy does not move it', () => {
    const claim = livingInvoice(aClaim('2026-03-11', { policy: inMode(20) })).until('2026-03-26 00:00');
    const moved = aClaim('2026-03-11', { policy: inMode(30) }).with(claim.facts);
    expect(outcome(moved, { from: '2026-03-27 09:00' })).toMatchObject({ transferred: '2026-03-31' });
  });
});
