import { describe, expect, it } from 'vitest';
import { livingInvoice } from './a-living-invoice.ts';
import { aClaim, inMode } from './an-invoice.ts';
import { next, outcome } from './the-path.ts';

const policy = inMode(10);

describe('a claim of mode 10', () => {
  it('transfers at the first run after its deadline, never listed', () => {
    expect(outcome(aClaim('2026-03-11', { policy }))).toEqual({
      stage: 'TRANSFERRED',
      due: '2026-03-25',
      transferred: '2026-03-26',
    });
  });

  it('transfers at 13:00 sharp, and not in the minute before', () => {
    const claim = livingInvoice(aClaim('2026-03-11', { policy }));
    expect(claim.until('2026-03-26 12:59').state.stage).toBe('NOTICED');
    expect(claim.until('2026-03-26 13:00').state.stage).toBe('TRANSFERRED');
  });

  it.each([
    ['2026-03-19', '2026-04-02', '2026-04-07'], // deadline on Maundy Thursday, run after Easter
    ['2026-03-20', '2026-04-07', '2026-04-08'], // Good Friday moves to Tuesday after Easter
    ['2026-04-13', '2026-04-28', '2026-04-29'], // King's Day moves to the day after
    ['2026-04-10', '2026-04-24', '2026-04-28'], // Friday before King's Day
  ])('with a notice of %s has time until %s and transfers on %s', (noticeOn, due, transferred) => {
    expect(outcome(aClaim(noticeOn, { policy }))).toEqual({ stage: 'TRANSFERRED', due, transferred });
  });

  it('held over its deadline stays noticed and transfers at the first run after resume', () => {
    const claim = livingInvoice(aClaim('2026-03-11', { policy })).until('2026-03-20 12:00');
    claim.ask('pause');
    expect(claim.until('2026-04-08 12:59').state).toMatchObject({ stage: 'NOTICED', listedOn: null });
    claim.ask('resume');
    expect(claim.until('2026-04-08 13:00').state.stage).toBe('TRANSFERRED');
  });

  it('resumed a minute after the run waits for the next one', () => {
    const claim = livingInvoice(aClaim('2026-03-11', { policy })).until('2026-03-20 12:00');
    claim.ask('pause');
    claim.until('2026-04-08 13:01').ask('resume');
    expect(claim.until('2026-04-09 12:59').state.stage).toBe('NOTICED');
    expect(claim.until('2026-04-09 13:00').state.stage).toBe('TRANSFERRED');
  });

  it('is not approved, and says so', () => {
    const claim = livingInvoice(aClaim('2026-03-11', { policy })).until('2026-03-20 12:00');
    expect(claim.ask('approve')).toMatch(/refused: .*mode 10/);
  });
});

describe('a claim of mode 10 that misses its run', () => {
  const missed = () => livingInvoice(aClaim('2026-03-11', { policy }).paid(9_500, '2026-03-20'));

  it('needs a look from the run on, and its clock starts that day', () => {
    const claim = missed().until('2026-03-26 12:59');
    expect(claim.state).toMatchObject({ stage: 'NOTICED', missedRunOn: null });
    expect(claim.tasks).toEqual([]);
    expect(claim.until('2026-03-26 13:00').state).toMatchObject({
      stage: 'NOTICED',
      fixedMode: 10,
    });
    expect(claim.tasks).toEqual(['ONLY_COSTS_OR_BELOW_MINIMUM']);
    expect(claim.until('2026-05-25 23:59').state.stage).toBe('NOTICED');
    expect(claim.until('2026-05-26 00:00').state).toMatchObject({
      stage: 'CLOSED',
      closeReason: 'EXPIRED_60_DAYS',
    });
  });

  it('misses it once only', () => {
    const claim = missed().until('2026-05-25 23:59');
    expect(claim.trail.filter(({ event }) => event === 'transfer run missed')).toHaveLength(1);
  });

  it('transfers at the next run when a reversal lifts it to the minimum again', () => {
    const claim = aClaim('2026-03-11', { policy }).paid(9_500, '2026-03-20').reversed(500, '2026-04-18');
    expect(outcome(claim)).toMatchObject({ stage: 'TRANSFERRED', transferred: '2026-04-20' });
  });

  it('held on its run day misses nothing until it is resumed', () => {
    const claim = aClaim('2026-03-11', { policy }).paid(9_500, '2026-03-20');
    const held = claim.withHold('2026-03-26', { until: '2026-04-01' });
    expect(outcome(held)).toMatchObject({ stage: 'CLOSED', closed: '2026-06-01' });
  });

  it('says why it waits', () => {
    const { facts } = missed().until('2026-03-26 13:00');
    expect(next(aClaim('2026-03-11', { policy }).with(facts), '2026-03-27 12:00')).toBe(
      'review on 2026-05-19',
    );
  });
});
