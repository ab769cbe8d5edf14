import { describe, expect, it } from 'vitest';
import { aClaim, anInvoice, aPolicy } from './an-invoice.ts';
import { outcome } from './the-path.ts';

const toCase = aPolicy({ onChargeback: 'case' });

describe('a chargeback', () => {
  it('takes a paid invoice back when the policy says reopen', () => {
    const invoice = anInvoice().paid(10_000, '2026-02-12').chargedBack(10_000, '2026-03-02');
    expect(outcome(invoice).levels).toEqual([
      'reminder-1 on 2026-02-11',
      'reminder-2 on 2026-03-12',
      'notice on 2026-03-26',
    ]);
  });

  it('opens a case without further levels when the policy says case', () => {
    const invoice = anInvoice({ policy: toCase })
      .paid(10_000, '2026-02-12')
      .chargedBack(10_000, '2026-03-01');
    // On a Sunday, too: it is the bank that acts.
    expect(outcome(invoice)).toEqual({
      stage: 'TRANSFERRED',
      levels: ['reminder-1 on 2026-02-11'],
      transferred: '2026-03-01',
    });
  });

  it('opens a case also for an invoice that was never reminded', () => {
    const invoice = anInvoice({ policy: toCase })
      .paid(10_000, '2026-01-20')
      .chargedBack(10_000, '2026-01-28');
    expect(outcome(invoice)).toEqual({ stage: 'TRANSFERRED', transferred: '2026-01-28' });
  });

  it('changes the amount only while the invoice is not paid', () => {
    const claim = aClaim('2026-03-11', { policy: toCase })
      .paid(5_000, '2026-03-12')
      .chargedBack(5_000, '2026-03-16');
    expect(outcome(claim)).toMatchObject({ stage: 'TRANSFERRED', transferred: '2026-03-31' });
  });
});

describe('a reversal', () => {
  it('never opens a case', () => {
    const invoice = anInvoice({ policy: toCase }).paid(10_000, '2026-02-12').reversed(10_000, '2026-03-02');
    expect(outcome(invoice).levels).toHaveLength(3);
  });

  it('of the same day decides when it comes last, and the chargeback when it does', () => {
    const paid = anInvoice({ policy: toCase }).paid(10_000, '2026-02-12');
    const chargebackLast = paid.reversed(5_000, '2026-03-02').chargedBack(5_000, '2026-03-02');
    expect(outcome(chargebackLast)).toMatchObject({ transferred: '2026-03-02' });
    const reversalLast = paid.chargedBack(5_000, '2026-03-02').reversed(5_000, '2026-03-02');
    expect(outcome(reversalLast).levels).toHaveLength(3);
  });
});

describe('a refund', () => {
  it.each([
    [4_999, 'PAID'],
    [5_000, 'PAID'],
    [5_001, 'TRANSFERRED'],
  ])('of %i where 5000 was paid too much leaves the invoice %s', (refund, stage) => {
    const invoice = anInvoice({ policy: toCase }).paid(15_000, '2026-02-12').refunded(refund, '2026-03-02');
    expect(outcome(invoice).stage).toBe(stage);
  });

  it('beyond what was paid too much reopens like a chargeback when the policy says so', () => {
    const invoice = anInvoice().paid(15_000, '2026-02-12').refunded(7_000, '2026-03-02');
    expect(outcome(invoice).levels?.[1]).toBe('reminder-2 on 2026-03-12');
  });
});

describe('what is taken back uses up surplus first', () => {
  it('so that one of two payments taken back leaves the invoice paid', () => {
    const twice = anInvoice().paid(10_000, '2026-02-12').paid(10_000, '2026-02-13');
    expect(outcome(twice.reversed(10_000, '2026-03-02')).stage).toBe('PAID');
    expect(outcome(twice.chargedBack(10_000, '2026-03-02')).stage).toBe('PAID');
  });
});
