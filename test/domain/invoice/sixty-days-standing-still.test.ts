import { describe, expect, it } from 'vitest';
import { HoldReason } from '../../../domain/kernel/holds.ts';
import { livingInvoice } from './a-living-invoice.ts';
import { aClaim, day, inMode } from './an-invoice.ts';
import { next, outcome } from './the-path.ts';

/** Listed on 2026-03-03; day 61 of its clock is 2026-05-03. */
const listedInMarch = () => aClaim('2026-02-16', { policy: inMode(30) });

const STANDS_STILL = ['PAYMENT_PLAN', 'SIGNAL_HELP', 'INSOLVENCY', 'CASE_ENDED', 'CASE_DEACTIVATED'] as const;
const RUNS_ON = Object.values(HoldReason).filter((reason) => !STANDS_STILL.some((still) => still === reason));

describe('the clock of 60 days', () => {
  it.each(STANDS_STILL)('stands still under %s: ten days of it, ten days more', (reason) => {
    const claim = listedInMarch().withHold('2026-03-10', { until: '2026-03-20', reason });
    expect(outcome(claim).closed).toBe('2026-05-13');
  });

  it.each(RUNS_ON)('runs on under %s', (reason) => {
    const claim = listedInMarch().withHold('2026-03-10', { until: '2026-03-20', reason });
    expect(outcome(claim).closed).toBe('2026-05-03');
  });

  it('stands still under a hold of the whole creditor, whatever its reason', () => {
    const hold = { scope: 'creditor', until: '2026-03-20' } as const;
    expect(outcome(listedInMarch().withHold('2026-03-10', hold)).closed).toBe('2026-05-13');
  });

  it('runs on under a hold of the customer', () => {
    const hold = { scope: 'customer', until: '2026-03-20' } as const;
    expect(outcome(listedInMarch().withHold('2026-03-10', hold)).closed).toBe('2026-05-03');
  });

  it('counts days once that stand still for two reasons', () => {
    const claim = listedInMarch()
      .withHold('2026-03-10', { until: '2026-03-20', reason: 'PAYMENT_PLAN' })
      .withHold('2026-03-15', { until: '2026-03-25', scope: 'creditor' });
    expect(outcome(claim).closed).toBe('2026-05-18');
  });

  it('does not move for a standstill that begins on the closing day', () => {
    const lastDay = listedInMarch().withHold('2026-05-02', { until: '2026-05-12', reason: 'INSOLVENCY' });
    expect(outcome(lastDay).closed).toBe('2026-05-13');
    const tooLate = listedInMarch().withHold('2026-05-03', { until: '2026-05-13', reason: 'INSOLVENCY' });
    expect(outcome(tooLate).closed).toBe('2026-05-03');
  });

  it('does not move for a standstill that ended before the clock started', () => {
    const before = listedInMarch().withHold('2026-02-20', { until: '2026-03-02', reason: 'INSOLVENCY' });
    expect(outcome(before).closed).toBe('2026-05-03');
  });

  it.each([
    ['2026-03-02', '2026-05-13'],
    ['2026-03-03', '2026-05-13'],
    ['2026-03-04', '2026-05-12'],
  ])(
    'counts held days from %s until 13 March, recorded when they were over: closes on %s',
    (from, closed) => {
      const claim = livingInvoice(listedInMarch()).until('2026-03-20 12:00');
      const asked = { from, until: '2026-03-13', reason: 'PAYMENT_PLAN' };
      expect(claim.ask('pause', asked)).toMatch(/those days lie behind/);
      expect(claim.until('2026-12-01 00:00').state.closedOn).toBe(day(closed));
    },
  );

  it('counts a back-dated standstill that goes on, from its first day', () => {
    const claim = livingInvoice(listedInMarch()).until('2026-03-20 12:00');
    claim.ask('pause', { from: '2026-03-10', until: '2026-03-25', reason: 'INSOLVENCY' });
    expect(claim.until('2026-12-01 00:00').state.closedOn).toBe(day('2026-05-18'));
  });

  it('never closes a claim under a standstill without end', () => {
    const claim = listedInMarch().withHold('2026-03-10', { reason: 'PAYMENT_PLAN' });
    expect(outcome(claim)).toEqual({ stage: 'LISTED', due: '2026-03-02', listed: '2026-03-03' });
    expect(next(claim, '2026-08-01 12:00')).not.toMatch(/close/);
  });
});

describe('an approved claim', () => {
  const approved = (until: string) => {
    const claim = livingInvoice(
      aClaim('2026-02-16', { policy: inMode(30), customer: { directDebitOn: day(until) } }),
    ).until('2026-03-04 14:00');
    expect(claim.ask('approve')).toMatch(/approved/);
    return claim;
  };

  it('is not closed while a direct debit keeps it from transferring, and transfers after it', () => {
    const claim = approved('2026-06-10').until('2026-06-10 23:59');
    expect(claim.state.stage).toBe('LISTED');
    expect(claim.until('2026-06-11 13:00').state.stage).toBe('TRANSFERRED');
  });

  it('is closed at once when its approval is revoked after day 61', () => {
    const claim = approved('2026-06-10').until('2026-05-20 10:00');
    expect(claim.ask('revokeApproval')).toMatch(/revoked/);
    claim.until('2026-05-20 10:00');
    expect(claim.state).toMatchObject({ stage: 'CLOSED', closedOn: day('2026-05-20') });
    expect(claim.trail.at(-1)?.event).toBe('expired');
  });

  it('is closed on day 61 when its approval is revoked before', () => {
    const claim = approved('2026-06-10').until('2026-05-02 23:00');
    claim.ask('revokeApproval');
    expect(claim.state.stage).toBe('LISTED');
    expect(claim.until('2026-05-03 00:00').state.stage).toBe('CLOSED');
  });

  it('is closed at once when a pause voids its approval after day 61', () => {
    const claim = approved('2026-06-10').until('2026-05-20 10:00');
    claim.ask('pause');
    expect(claim.until('2026-05-20 10:00').state).toMatchObject({ stage: 'CLOSED' });
  });

  it('is only delayed by a hold of the creditor after day 61', () => {
    const claim = approved('2026-06-10').until('2026-05-20 10:00').hold('creditor');
    expect(claim.until('2026-05-30 10:00').state.stage).toBe('LISTED');
    claim.release('creditor').until('2026-06-11 13:00');
    expect(claim.state.stage).toBe('TRANSFERRED');
  });

  it('is closed by the clock when what is open no longer permits the transfer', () => {
    const claim = approved('2026-06-10').until('2026-05-20 10:00').book('payment', 9_001);
    expect(claim.until('2026-05-20 10:00').state).toMatchObject({ stage: 'CLOSED' });
  });
});
