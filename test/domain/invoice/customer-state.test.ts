import { describe, expect, it } from 'vitest';
import type { CustomerMoney } from '../../../domain/intake/customer-money.ts';
import type { EntryKind, LedgerEntry } from '../../../domain/kernel/ledger.ts';
import { livingInvoice } from './a-living-invoice.ts';
import { anInvoice, aPolicy, at, customerCredit, day } from './an-invoice.ts';
import { letters, next, outcome } from './the-path.ts';

describe('a customer', () => {
  it('that opted out gets no letters', () => {
    const invoice = anInvoice({ customer: { acceptsDunning: false } });
    expect(outcome(invoice)).toEqual({ stage: 'OPEN' });
    expect(next(invoice, '2026-02-11 12:00')).toBe('wait: CUSTOMER_OPTED_OUT');
  });

  it('that is archived gets no letters', () => {
    expect(next(anInvoice({ customer: { archived: true } }), '2026-02-11 12:00')).toBe(
      'wait: CUSTOMER_ARCHIVED',
    );
  });

  it('that opted out can still pay', () => {
    const invoice = anInvoice({ customer: { acceptsDunning: false } }).paid(10_000, '2026-02-12');
    expect(outcome(invoice)).toEqual({ stage: 'PAID', paid: '2026-02-12' });
  });
});

describe('an announced direct debit', () => {
  it.each([
    ['2026-02-10', '2026-02-11'],
    ['2026-02-11', '2026-02-12'],
    ['2026-02-12', '2026-02-13'],
    ['2026-02-13', '2026-02-16'],
  ])('of %s keeps letters back through that day: %s', (debit, on) => {
    expect(letters(anInvoice({ customer: { directDebitOn: day(debit) } }))[0]).toBe(on);
  });
});

describe('the age of the ledger', () => {
  const policy = aPolicy({ ledgerFreshHours: 24 });
  const sentWith = (ledgerFreshAt: number | null) => {
    const invoice = livingInvoice(anInvoice({ policy, ledgerFreshAt }));
    // Due on 2026-02-11; its minute lies somewhere in the window.
    const planned = invoice.until('2026-02-11 08:00').plan.at ?? Number.NaN;
    return { planned, sent: invoice.until('2026-02-11 17:00').letters.length };
  };
  const { planned } = sentWith(null);
  const DAY = 24 * 3_600_000;

  it('is no more than the policy allows, to the millisecond', () => {
    expect([DAY - 1, DAY, DAY + 1].map((age) => sentWith(planned - age).sent)).toEqual([1, 1, 0]);
  });

  it('counts as too old when it was never told', () => {
    expect(sentWith(null).sent).toBe(0);
  });

  it('is asked for only when the policy says so', () => {
    expect(letters(anInvoice({ ledgerFreshAt: null, rehearsal: false }))).toHaveLength(3);
  });

  it('is left out of a rehearsal, where all is known', () => {
    expect(letters(anInvoice({ policy, ledgerFreshAt: null }))).toHaveLength(3);
  });

  it('is said to be the reason, with the next day it is looked at', () => {
    const invoice = anInvoice({ policy, ledgerFreshAt: at('2026-02-01 00:00'), rehearsal: false });
    expect(next(invoice, '2026-02-13 16:59')).toBe('wait on 2026-02-16');
  });
});

describe('unmatched credit of the customer', () => {
  const policy = aPolicy({ onUnmatchedCredit: 'wait' });
  const sent = (money: CustomerMoney, wishes = {}) =>
    livingInvoice(anInvoice({ policy, customer: { unmatchedMoney: money }, ...wishes })).until(
      '2026-02-11 17:00',
    ).letters.length;
  const booked = (kind: EntryKind, amount: number, on: string): LedgerEntry => ({
    externalId: `${kind} ${on}`,
    kind,
    amount,
    bookedOn: day(on),
    recordedAt: at(`${on} 08:00`),
  });
  const paid = (amount: number, ...more: readonly LedgerEntry[]): CustomerMoney => ({
    overpaid: [{ amount: 100, ledger: [booked('payment', amount, '2026-02-11'), ...more] }],
    credits: [],
  });

  it('keeps letters back when the policy says to wait', () => {
    expect([0, 1].map((credit) => sent(customerCredit(credit)))).toEqual([1, 0]);
  });

  it('is what was paid too much on another invoice, as its ledger has it', () => {
    expect([99, 100, 101].map((amount) => sent(paid(amount)))).toEqual([1, 1, 0]);
  });

  it('is gone once it was given back', () => {
    const given = (amount: number) => booked('refund', amount, '2026-02-11');
    expect([given(49), given(50)].map((refund) => sent(paid(150, refund)))).toEqual([0, 1]);
  });

  it('counts from the day it is booked on', () => {
    const on = (date: string): CustomerMoney => ({
      overpaid: [],
      credits: [{ amount: 1, bookedOn: day(date) }],
    });
    expect(['2026-02-10', '2026-02-11', '2026-02-12'].map((date) => sent(on(date)))).toEqual([0, 0, 1]);
  });

  it('does not otherwise', () => {
    expect(sent(customerCredit(1), { policy: aPolicy({ onUnmatchedCredit: 'ignore' }) })).toBe(1);
  });

  it('is left out of a rehearsal', () => {
    expect(letters(anInvoice({ policy, customer: { unmatchedMoney: customerCredit(1) } }))).toHaveLength(3);
  });
});
