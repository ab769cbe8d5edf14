import { describe, expect, it } from 'vitest';
import { keptBackBy, nextStep } from '../../../domain/invoice/next-step.ts';
import { settleInvoice } from '../../../domain/invoice/settle.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { type AnInvoice, aClaim, anInvoice, aPolicy, at, customerCredit, day, inMode } from './an-invoice.ts';

function keptBack(invoice: AnInvoice, moment: string): string | null {
  const { policy, calendar } = invoice;
  const asOf = at(moment);
  const { facts } = settleInvoice(situation(invoice, asOf));
  return keptBackBy(situation({ facts, policy, calendar }, asOf));
}

const STALE = { policy: aPolicy({ ledgerFreshHours: 24 }), rehearsal: false } as const;

describe('A letter is kept back', () => {
  it.each([
    ['2026-02-10 16:59', null],
    ['2026-02-11 16:59', 'LEDGER_STALE'],
    ['2026-02-12 16:59', 'LEDGER_STALE'],
  ])('by a stale ledger from its moment on: at %s %s', (moment, by) => {
    expect(keptBack(anInvoice(STALE), moment)).toBe(by);
  });

  it.each([
    ['a fresh ledger', { ...STALE, ledgerFreshAt: at('2026-02-11 10:00') }, null],
    ['credit of the customer', waiting(1), 'UNMATCHED_CREDIT'],
    ['no credit of the customer', waiting(0), null],
    ['a customer who is archived', { customer: { archived: true } }, 'CUSTOMER_ARCHIVED'],
    ['too small an amount', { amount: 999 }, 'BELOW_MINIMUM'],
    ['the least amount', { amount: 1_000 }, null],
    ['nothing', {}, null],
  ])('or not, with %s', (_, wishes, by) => {
    expect(keptBack(anInvoice(wishes), '2026-02-11 16:59')).toBe(by);
  });

  it('never once it is paid', () => {
    expect(keptBack(anInvoice(STALE).paid(10_000, '2026-02-11'), '2026-02-11 16:59')).toBeNull();
  });
});

describe('A transfer is kept back', () => {
  const policy = { ...inMode(20), ledgerFreshHours: 24 };
  const onList = { stage: 'LISTED', fixedMode: 20, listedOn: day('2026-03-26') } as const;

  it('from its run on', () => {
    const claim = aClaim('2026-03-11', { policy, rehearsal: false, state: onList });
    expect(keptBack(claim, '2026-03-31 12:59')).toBeNull();
    expect(keptBack(claim, '2026-03-31 13:00')).toBe('LEDGER_STALE');
  });

  it('also where its closing comes before the next run and is what the plan says', () => {
    const state = { ...onList, listedOn: day('2026-01-30'), warnedFor: day('2026-04-01') };
    const claim = aClaim('2026-03-11', { policy, rehearsal: false, state });
    const asOf = at('2026-03-31 14:00');
    expect(nextStep(situation({ facts: claim.facts, policy, calendar: claim.calendar }, asOf))).toMatchObject(
      { because: 'SIXTY_DAYS' },
    );
    expect(keptBack(claim, '2026-03-31 14:00')).toBe('LEDGER_STALE');
  });
});

function waiting(credit: number) {
  const policy = aPolicy({ onUnmatchedCredit: 'wait' });
  return { policy, rehearsal: false, customer: { unmatchedMoney: customerCredit(credit) } };
}
