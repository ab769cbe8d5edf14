import { describe, expect, it } from 'vitest';
import { livingInvoice } from './a-living-invoice.ts';
import { aClaim, anInvoice, aPolicy, day, inMode } from './an-invoice.ts';
import { outcome } from './the-path.ts';

/** A claim of mode 30 whose notice expires on Monday 2026-03-02, so that it is listed on 2026-03-03. */
const listedInMarch = () => aClaim('2026-02-16', { policy: inMode(30) });

describe('the clock of a listed claim', () => {
  it('listed on 2026-03-03 closes it on 2026-05-03', () => {
    expect(outcome(listedInMarch())).toEqual({
      stage: 'CLOSED',
      due: '2026-03-02',
      listed: '2026-03-03',
      closed: '2026-05-03',
      reason: 'EXPIRED_60_DAYS',
    });
  });

  it('leaves it open to the last second of the sixtieth full day', () => {
    const claim = livingInvoice(listedInMarch());
    expect(claim.until(claim.at('2026-05-03 00:00') - 1).state.stage).toBe('LISTED');
    expect(claim.until('2026-05-03 00:00').state.stage).toBe('CLOSED');
  });

  it.each([
    [59, '2026-05-02'],
    [60, '2026-05-03'],
    [61, '2026-05-04'],
  ])('closes after more than %i full days when the policy says so', (closeAfterDays, closed) => {
    const policy = inMode(30, { closeAfterDays });
    expect(outcome(aClaim('2026-02-16', { policy })).closed).toBe(closed);
  });

  it.each(['2026-04-30', '2026-05-01', '2026-05-02'])(
    'is not reset by a pause on %s, day 59, 60 or 61 of the list',
    (on) => {
      const claim = livingInvoice(listedInMarch()).until(`${on} 12:00`);
      claim.ask('pause');
      expect(claim.until('2026-05-02 23:59').state.stage).toBe('LISTED');
      expect(claim.until('2026-05-03 00:00').state).toMatchObject({ stage: 'CLOSED' });
    },
  );

  it('closes also on a weekend or holiday', () => {
    // 2026-05-05 is a holiday, 2026-05-03 a Sunday.
    const claim = aClaim('2026-02-18', { policy: inMode(30) });
    expect(outcome(claim)).toMatchObject({ listed: '2026-03-05', closed: '2026-05-05' });
  });

  it('is not reset by pausing and resuming again and again', () => {
    const claim = livingInvoice(listedInMarch()).until('2026-03-10 12:00');
    for (const [paused, resumed] of [
      ['2026-03-11', '2026-03-20'],
      ['2026-03-21', '2026-04-20'],
      ['2026-04-21', '2026-04-30'],
    ]) {
      claim.until(`${paused} 12:00`).ask('pause');
      claim.until(`${resumed} 12:00`).ask('resume');
    }
    expect(claim.until('2027-01-01 00:00').state.closedOn).toBe(day('2026-05-03'));
  });
});

describe('the clock of a claim paused before it is listed', () => {
  it('starts on the day the pause was recorded: 2026-03-01 closes on 2026-05-01', () => {
    const claim = livingInvoice(aClaim('2026-02-16', { policy: inMode(30) })).until('2026-03-01 10:00');
    claim.ask('pause');
    expect(claim.until('2026-04-30 23:59').state.stage).toBe('LISTED');
    expect(claim.until('2026-05-01 00:00').state.stage).toBe('CLOSED');
  });

  it('does not count from a back-dated first day', () => {
    const claim = livingInvoice(aClaim('2026-02-16', { policy: inMode(30) })).until('2026-03-01 10:00');
    claim.ask('pause', { from: '2026-02-17' });
    expect(claim.until('2026-04-30 23:59').state.stage).toBe('LISTED');
    expect(claim.until('2026-05-01 00:00').state.stage).toBe('CLOSED');
  });

  it('counts a pause that begins in the future from its first day', () => {
    const claim = livingInvoice(aClaim('2026-02-16', { policy: inMode(10) })).until('2026-02-20 10:00');
    claim.ask('pause', { from: '2026-03-01' });
    expect(claim.until('2026-04-30 23:59').state.stage).toBe('NOTICED');
    expect(claim.until('2026-05-01 00:00').state.stage).toBe('CLOSED');
  });

  it('goes on when the pause ends while the claim is listed', () => {
    const claim = livingInvoice(aClaim('2026-02-16', { policy: inMode(30) })).until('2026-03-01 10:00');
    claim.ask('pause');
    claim.until('2026-03-10 10:00').ask('resume');
    expect(claim.until('2026-04-30 23:59').state.stage).toBe('LISTED');
    expect(claim.until('2026-05-01 00:00').state.stage).toBe('CLOSED');
  });

  it('goes on when one pause takes over from another without a day between', () => {
    const claim = livingInvoice(aClaim('2026-02-16', { policy: inMode(10) })).until('2026-03-01 10:00');
    claim.ask('pause', { until: '2026-03-20' });
    claim.until('2026-03-05 10:00').ask('pause', { from: '2026-03-20', reason: 'DISPUTE' });
    expect(claim.until('2026-04-30 23:59').state.stage).toBe('NOTICED');
    expect(claim.until('2026-05-01 00:00').state.stage).toBe('CLOSED');
  });

  it('goes on when the pause ends at the very midnight the claim is listed', () => {
    // Listed on 2026-03-03: from the pause to the list there is no moment outside both.
    const claim = livingInvoice(aClaim('2026-02-16', { policy: inMode(30) })).until('2026-03-01 10:00');
    claim.ask('pause', { until: '2026-03-03' });
    expect(claim.until('2026-03-03 00:00').state.stage).toBe('LISTED');
    expect(claim.until('2026-04-30 23:59').state.stage).toBe('LISTED');
    expect(claim.until('2026-05-01 00:00').state.stage).toBe('CLOSED');
  });

  it('starts anew when the pause ended before the listing: that left both', () => {
    const claim = livingInvoice(aClaim('2026-02-16', { policy: inMode(30) })).until('2026-02-20 10:00');
    claim.ask('pause', { until: '2026-03-02' });
    expect(claim.until('2026-05-02 23:59').state.stage).toBe('LISTED');
    expect(claim.until('2026-05-03 00:00').state.stage).toBe('CLOSED');
  });

  it('never counts days before the claim was one', () => {
    // The notice goes out on 11 March, during no pause; one of January does not count.
    const invoice = anInvoice({ policy: inMode(30) }).withHold('2026-01-06', { until: '2026-01-20' });
    expect(outcome(invoice)).toMatchObject({ listed: '2026-03-26', closed: '2026-05-26' });
  });

  it('of mode 10 closes the claim though it was never listed', () => {
    const claim = aClaim('2026-02-16', { policy: inMode(10) }).withHold('2026-02-20');
    expect(outcome(claim)).toEqual({
      stage: 'CLOSED',
      due: '2026-03-02',
      closed: '2026-04-22',
      reason: 'EXPIRED_60_DAYS',
    });
  });

  it('closes a paused claim before a deadline that is further away than 60 days', () => {
    const levels = [{ name: 'notice', kind: 'notice' as const, daysAfterDue: 7, paymentDays: 90 }];
    const claim = aClaim('2026-02-16', { policy: aPolicy({ levels }) }).withHold('2026-02-17');
    expect(outcome(claim)).toMatchObject({ stage: 'CLOSED', due: '2026-05-18', closed: '2026-04-19' });
  });
});

describe('a claim taken off the list by a new due date', () => {
  const takenOff = (...before: ((claim: ReturnType<typeof livingInvoice>) => void)[]) => {
    const claim = livingInvoice(listedInMarch()).until('2026-03-10 12:00');
    for (const act of before) act(claim);
    claim.until('2026-03-12 12:00').ask('changeDueDate', { dueOn: '2026-03-30' });
    return claim;
  };

  it('gets a new clock with the new listing', () => {
    const claim = takenOff().until('2026-03-31 00:00');
    expect(claim.state.stage).toBe('LISTED');
    expect(claim.until('2026-05-30 23:59').state.stage).toBe('LISTED');
    expect(claim.until('2026-05-31 00:00').state.stage).toBe('CLOSED');
  });

  it('keeps its clock while it is paused', () => {
    const claim = takenOff((it) => it.ask('pause'));
    expect(claim.until('2026-05-02 23:59').state.stage).toBe('LISTED');
    expect(claim.until('2026-05-03 00:00').state.stage).toBe('CLOSED');
  });

  it('keeps its clock when it is resumed on the list again', () => {
    const claim = takenOff((it) => it.ask('pause')).until('2026-04-05 12:00');
    claim.ask('resume');
    expect(claim.until('2026-05-02 23:59').state.stage).toBe('LISTED');
    expect(claim.until('2026-05-03 00:00').state.stage).toBe('CLOSED');
  });

  it('loses its clock when it is resumed before it is listed, also for a later pause', () => {
    const claim = takenOff((it) => it.ask('pause')).until('2026-03-20 12:00');
    claim.ask('resume');
    claim.until('2026-03-25 12:00').ask('pause');
    // The second pause was recorded on 25 March.
    expect(claim.until('2026-05-24 23:59').state.stage).toBe('LISTED');
    expect(claim.until('2026-05-25 00:00').state.stage).toBe('CLOSED');
  });
});

describe('when closing and transfer fall on one day', () => {
  it('closing wins in mode 20', () => {
    // Listed on 2026-03-03; resumed on Tuesday 28 April, so that day 61 of the clock is the third working day.
    // 27 April is King's Day, 1 May a working day, 5 May Liberation Day.
    const claim = livingInvoice(aClaim('2026-02-18', { policy: inMode(20) })).until('2026-03-05 12:00');
    claim.ask('pause');
    claim.until('2026-04-29 12:00').ask('resume');
    // Thursday 30, Friday 1, Monday 4 May is the run; the clock closes on 5 May.
    expect(claim.until('2026-05-04 13:00').state.stage).toBe('TRANSFERRED');

    const later = livingInvoice(aClaim('2026-02-17', { policy: inMode(20) })).until('2026-03-04 12:00');
    later.ask('pause');
    later.until('2026-04-29 12:00').ask('resume');
    // The same run, but day 61 is 4 May itself.
    expect(later.until('2026-05-04 13:00').state).toMatchObject({ stage: 'CLOSED', transferredOn: null });
  });
});
