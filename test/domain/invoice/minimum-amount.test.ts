import { describe, expect, it } from 'vitest';
import { aClaim, anInvoice, aPolicy } from './an-invoice.ts';
import { letters, next, outcome, simulated } from './the-path.ts';

describe('an invoice', () => {
  it.each([
    [999, 0],
    [1000, 3],
    [1001, 3],
  ])('of %i cents gets %i letters when the minimum is 1000', (amount, count) => {
    expect(letters(anInvoice({ amount }))).toHaveLength(count);
  });

  it('of one cent is dunned when there is no minimum', () => {
    expect(letters(anInvoice({ amount: 1, policy: aPolicy({ minimumAmount: 0 }) }))).toHaveLength(3);
  });

  it('paid down below the minimum says why it waits', () => {
    expect(next(anInvoice().paid(9001, '2026-02-05'), '2026-02-05 12:00')).toBe('wait: BELOW_MINIMUM');
    expect(next(anInvoice().paid(9000, '2026-02-05'), '2026-02-05 12:00')).toBe('sendReminder on 2026-02-11');
  });

  it('counts fees, interest and costs towards the minimum of a letter', () => {
    const small = anInvoice({ amount: 900 });
    expect(letters(small.withBooking('fee', 99, '2026-02-05'))).toHaveLength(0);
    expect(letters(small.withBooking('fee', 100, '2026-02-05'))).toHaveLength(3);
    expect(
      letters(small.withBooking('interest', 50, '2026-02-05').withBooking('cost', 50, '2026-02-05')),
    ).toHaveLength(3);
  });

  it('lifted to the minimum by a reversal goes on where it stands', () => {
    const invoice = anInvoice().paid(9500, '2026-02-05').reversed(9500, '2026-04-01');
    expect(letters(invoice)).toEqual(['2026-04-01', '2026-04-13', '2026-04-28']);
  });
});

describe('a claim', () => {
  it.each([
    [9001, { stage: 'CLOSED', closed: '2026-05-26', reason: 'EXPIRED_60_DAYS' }],
    [9000, { stage: 'TRANSFERRED', transferred: '2026-03-31' }],
    [8999, { stage: 'TRANSFERRED', transferred: '2026-03-31' }],
  ])('of 10000 of which %i are paid becomes %o', (paid, became) => {
    expect(outcome(aClaim('2026-03-11').paid(paid, '2026-03-20'))).toEqual({
      due: '2026-03-25',
      listed: '2026-03-26',
      ...became,
    });
  });

  it('never transfers with only costs open, however many', () => {
    // A credit corrects the claim itself, so it leaves the costs open.
    const claim = aClaim('2026-03-11')
      .withBooking('cost', 50_000, '2026-03-12')
      .credited(10_000, '2026-03-13');
    expect(
      next(
        claim.with({ state: simulated(claim, { until: '2026-03-27 12:00' }).facts.state }),
        '2026-03-27 12:00',
      ),
    ).toBe('review on 2026-05-19');
    expect(outcome(claim)).toMatchObject({ stage: 'CLOSED', reason: 'EXPIRED_60_DAYS' });
  });

  it('transfers with one cent of principal when its costs lift it over the minimum', () => {
    const claim = aClaim('2026-03-11').paid(9_999, '2026-03-12').withBooking('cost', 999, '2026-03-13');
    expect(outcome(claim)).toMatchObject({ stage: 'TRANSFERRED' });
  });
});
