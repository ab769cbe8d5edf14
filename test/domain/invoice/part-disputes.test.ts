import { describe, expect, it } from 'vitest';
import { demandedOn } from '../../../domain/invoice/demanded.ts';
import { livingInvoice } from './a-living-invoice.ts';
import { aClaim, anInvoice, aPolicy, day, inMode } from './an-invoice.ts';

const reminded = (policy = aPolicy()) => livingInvoice(anInvoice({ policy })).until('2026-02-12 09:00');
const demanded = ({ facts }: ReturnType<typeof reminded>, on: string) => demandedOn(facts, day(on)).total;

describe('a part of an invoice that is disputed', () => {
  it('is left out of what is asked for, and the levels go on', () => {
    const invoice = reminded();
    expect(invoice.ask('dispute', { amount: '40.00', reason: 'a chair came broken' })).toBe(
      'Disputed: 40.00 EUR. The rest is dunned, 60.00 EUR.',
    );
    expect(demanded(invoice, '2026-02-25')).toBe(6_000);
    expect(invoice.until('2026-02-25 23:59').letters).toHaveLength(2);
  });

  it.each([
    [4_999, 1_001, 2],
    [5_000, 1_000, 2],
    [5_001, 999, 1],
  ])('counts towards the least that is dunned: %i paid leaves %i, and letters: %i', (paid, rest, letters) => {
    const invoice = reminded();
    invoice.ask('dispute', { amount: '40.00' });
    invoice.book('payment', paid).until('2026-02-25 23:59');
    expect(demanded(invoice, '2026-02-25')).toBe(rest);
    expect(invoice.letters).toHaveLength(letters);
  });

  it('is all that is open once the rest is paid: nothing is asked for', () => {
    const invoice = reminded(aPolicy({ minimumAmount: 0 }));
    invoice.ask('dispute', { amount: '40.00' });
    invoice.book('payment', 6_000).until('2026-03-31 23:59');
    expect(invoice.letters).toHaveLength(1);
    expect(invoice.plan).toMatchObject({ step: 'wait', because: 'DISPUTED' });
  });

  it('keeps a claim from debt collection until it is resolved, and not from the list', () => {
    const invoice = livingInvoice(aClaim('2026-02-02')).until('2026-02-03 09:00');
    invoice.ask('dispute', { amount: '40.00' });
    invoice.until('2026-03-10 23:59');
    expect(invoice.state.stage).toBe('LISTED');
    expect(invoice.plan.because).not.toBe('TRANSFER_RUN');
    invoice.ask('resolveDispute', { for: 'creditor' });
    expect(invoice.until('2026-03-11 13:00').state.stage).toBe('TRANSFERRED');
  });

  it('does not keep the clock of 60 days from closing a claim that was approved', () => {
    const invoice = livingInvoice(aClaim('2026-02-02', { policy: inMode(30) })).until('2026-02-17 09:00');
    invoice.ask('dispute', { amount: '40.00' });
    expect(invoice.ask('approve')).toMatch(/No transfer follows as it stands. A part of it is disputed/);
    expect(invoice.until('2026-04-19 00:00').state.closeReason).toBe('EXPIRED_60_DAYS');
  });

  it.each([
    ['99.99', /^Disputed: 99.99 EUR. The rest is dunned, 0.01 EUR/],
    ['100.00', /^refused: Only 100.00 EUR is open: pause the invoice/],
    ['0.00', /^refused: The amount/],
  ])('of %s: %s', (amount, says) => {
    expect(reminded().ask('dispute', { amount })).toMatch(says);
  });

  it('is one at a time, and not beside a payment plan', () => {
    const invoice = reminded();
    expect(invoice.ask('resolveDispute', { for: 'debtor' })).toMatch(/^refused: No part/);
    invoice.ask('dispute', { amount: '40.00' });
    expect(invoice.ask('dispute', { amount: '10.00' })).toMatch(
      /^refused: A part of it is disputed already, 40.00 EUR/,
    );
    const plan = { instalments: 2, firstOn: '2026-03-02' };
    expect(invoice.ask('agreePlan', plan)).toMatch(/^refused: Invoice 1001: a part of it is disputed/);
    invoice.ask('resolveDispute', { for: 'creditor' });
    invoice.ask('agreePlan', plan);
    expect(invoice.ask('dispute', { amount: '10.00' })).toMatch(/^refused: It has payment plan 0/);
  });
});

describe('resolved', () => {
  it('for the creditor, all of it is dunned again, with a gap from that day', () => {
    const invoice = reminded();
    invoice.ask('dispute', { amount: '40.00' });
    invoice.until('2026-02-20 09:00');
    expect(invoice.ask('resolveDispute', { for: 'creditor' })).toBe(
      'Dunned again, with a gap from today: 40.00 EUR.',
    );
    expect(demanded(invoice, '2026-02-20')).toBe(10_000);
    // Ten days from 20 February.
    expect(invoice.until('2026-03-31 00:00').letters[1]).toBe('reminder-2 on 2026-03-02');
  });

  it('for the debtor, it stays left out and a person is asked to credit it; the credit ends both', () => {
    const invoice = reminded();
    invoice.ask('dispute', { amount: '40.00' });
    expect(invoice.ask('resolveDispute', { for: 'debtor' })).toBe('Left out for good: credit 40.00 EUR.');
    expect(invoice.tasks).toEqual(['CREDIT_PROPOSED']);
    invoice.until('2026-02-20 09:00');
    expect(demanded(invoice, '2026-02-20')).toBe(6_000);
    invoice.book('credit', 4_000).until('2026-02-20 09:01').ask('reconsider');
    expect(invoice.tasks).toEqual([]);
    expect(invoice.facts.dispute).toBeNull();
    expect(demanded(invoice, '2026-02-20')).toBe(6_000);
    for (let i = 0; i < 100; i++) invoice.ask('reconsider');
    expect(invoice.trail.filter(({ event }) => event === 'disputed part credited')).toHaveLength(1);
  });
});
