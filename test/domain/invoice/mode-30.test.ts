import { describe, expect, it } from 'vitest';
import { livingInvoice } from './a-living-invoice.ts';
import { aClaim, inMode } from './an-invoice.ts';
import { outcome } from './the-path.ts';

/** Noticed on 2026-03-11, listed on Thursday 2026-03-26. */
const claimOfMode30 = () => livingInvoice(aClaim('2026-03-11', { policy: inMode(30) }));
const listed = () => claimOfMode30().until('2026-03-26 09:00');

describe('a claim of mode 30', () => {
  it('waits on the list for someone to approve it', () => {
    const claim = claimOfMode30().until('2026-05-25 23:59');
    expect(claim.state).toMatchObject({ stage: 'LISTED', approvedAt: null });
  });

  it.each([
    ['2026-03-26 12:59', '2026-03-26 13:00'],
    ['2026-03-26 13:00', '2026-03-26 13:00'],
    ['2026-03-26 13:01', '2026-03-27 13:00'],
    ['2026-03-27 13:01', '2026-03-30 13:00'],
    ['2026-04-02 13:01', '2026-04-07 13:00'],
  ])('approved at %s transfers with the run of %s', (approvedAt, run) => {
    const claim = claimOfMode30().until(approvedAt);
    expect(claim.ask('approve')).toMatch(/approved and goes/);
    expect(claim.until(claim.at(run) - 1).state.stage).toBe('LISTED');
    expect(claim.until(run).state.stage).toBe('TRANSFERRED');
  });

  it('approved by a rehearsal at its listing transfers that day', () => {
    expect(outcome(aClaim('2026-03-11', { policy: inMode(30) }), { approve: 'all' })).toEqual({
      stage: 'TRANSFERRED',
      due: '2026-03-25',
      listed: '2026-03-26',
      approved: '2026-03-26',
      transferred: '2026-03-26',
    });
  });

  it('is not approved by a rehearsal while it is held', () => {
    const claim = aClaim('2026-03-11', { policy: inMode(30) }).withHold('2026-03-26', {
      until: '2026-03-27',
    });
    expect(outcome(claim, { approve: 'all' })).toMatchObject({ stage: 'CLOSED', closed: '2026-05-26' });
  });
});

describe('approving', () => {
  it('twice is approving once', () => {
    const claim = listed();
    claim.ask('approve');
    const { approvedAt } = claim.until('2026-03-26 10:00').state;
    expect(claim.ask('approve', { by: 'bert' })).toBe('The claim was already approved.');
    expect(claim.state).toMatchObject({ approvedAt, approvedBy: 'anna' });
  });

  it('is refused before the listing, to the last second', () => {
    const claim = claimOfMode30();
    claim.until(claim.at('2026-03-26 00:00') - 1);
    expect(claim.ask('approve')).toMatch(/refused: .*not on the debt collection list yet/);
    expect(claim.until('2026-03-26 00:00').ask('approve')).toMatch(/approved/);
  });

  it.each(['invoice', 'customer', 'creditor'] as const)('is refused under a hold of the %s', (scope) => {
    expect(listed().hold(scope).ask('approve')).toMatch(new RegExp(`refused: .*paused by ${scope}.*resume`));
  });

  it('is refused after the transfer, pointing to the case', () => {
    const claim = listed();
    claim.ask('approve');
    expect(claim.until('2026-03-26 13:00').ask('approve')).toMatch(
      /refused: .*transferred.*2026-03-26.*case/,
    );
  });

  it('can be revoked until the run', () => {
    const claim = listed();
    claim.ask('approve');
    expect(claim.until('2026-03-26 12:59').ask('revokeApproval')).toMatch(/revoked/);
    expect(claim.until('2026-04-30 00:00').state).toMatchObject({ stage: 'LISTED', approvedAt: null });
  });

  it('cannot be revoked after it', () => {
    const claim = listed();
    claim.ask('approve');
    expect(claim.until('2026-03-26 13:00').ask('revokeApproval')).toMatch(/refused: .*transferred/);
  });

  it('revoked without approval says so and changes nothing', () => {
    const claim = listed();
    const before = claim.trail.length;
    expect(claim.ask('revokeApproval')).toBe('The claim was not approved.');
    expect(claim.trail).toHaveLength(before);
  });

  it('revoked and given again counts from the second time', () => {
    const claim = claimOfMode30().until('2026-03-26 14:00');
    claim.ask('approve');
    claim.until('2026-03-27 12:00').ask('revokeApproval');
    claim.until('2026-03-27 14:00').ask('approve');
    expect(claim.until('2026-03-30 12:59').state.stage).toBe('LISTED');
    expect(claim.until('2026-03-30 13:00').state.stage).toBe('TRANSFERRED');
  });
});

describe('an approval', () => {
  const approved = () => {
    const claim = claimOfMode30().until('2026-03-26 14:00');
    claim.ask('approve');
    return claim;
  };

  it.each(['invoice', 'customer'] as const)('is void by a hold of the %s, also after it ended', (scope) => {
    const claim = approved().until('2026-03-27 09:00').hold(scope).until('2026-03-27 09:00');
    expect(claim.state.approvedAt).toBeNull();
    claim.until('2026-03-30 09:00').release(scope);
    expect(claim.until('2026-05-25 23:59').state.stage).toBe('LISTED');
  });

  it.each(['invoice', 'customer'] as const)(
    'is void by a hold of the %s that came and went unseen',
    (scope) => {
      const claim = approved().withoutWorkerUntil('2026-03-27 09:00').hold(scope);
      claim.withoutWorkerUntil('2026-03-27 11:00').release(scope);
      expect(claim.until('2026-03-27 13:00').state).toMatchObject({ stage: 'LISTED', approvedAt: null });
    },
  );

  it('is not void by a hold that ended before it was given', () => {
    const claim = listed().hold('customer').until('2026-03-26 12:00').release('customer');
    claim.ask('approve');
    expect(claim.until('2026-03-26 13:00').state.stage).toBe('TRANSFERRED');
  });

  it('is void from the day a hold begins that lies ahead', () => {
    const claim = livingInvoice(aClaim('2026-03-11', { policy: inMode(30) })).until('2026-04-02 14:00');
    claim.ask('approve');
    claim.ask('pause', { from: '2026-04-04' });
    expect(claim.until('2026-04-03 23:59').state.approvedAt).not.toBeNull();
    expect(claim.until('2026-04-04 00:00').state.approvedAt).toBeNull();
  });

  it('is delayed by a hold of the creditor and goes on after it', () => {
    const claim = approved().until('2026-03-27 09:00').hold('creditor').until('2026-03-30 14:00');
    expect(claim.state).toMatchObject({ stage: 'LISTED', approvedBy: 'anna' });
    claim.release('creditor');
    expect(claim.until('2026-03-31 12:59').state.stage).toBe('LISTED');
    expect(claim.until('2026-03-31 13:00').state.stage).toBe('TRANSFERRED');
  });

  it.each([
    [9_000, 'TRANSFERRED'],
    [9_001, 'LISTED'],
    [10_000, 'PAID'],
  ])('with %i of 10000 paid before the run leaves the claim %s', (paid, stage) => {
    const claim = approved().until('2026-03-27 09:00').book('payment', paid);
    expect(claim.until('2026-03-27 13:00').state.stage).toBe(stage);
  });
});
