import { describe, expect, it } from 'vitest';
import { nextStep } from '../../domain/invoice/next-step.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { livingInvoice } from './invoice/a-living-invoice.ts';
import { aClaim, anInvoice, at, NL, POLICY } from './invoice/an-invoice.ts';

/** Listed on 2026-03-26; its transfer run is that of 2026-03-31 13:00. */
const listed = () => livingInvoice(aClaim('2026-03-11')).until('2026-03-31 12:00');

describe('an event of a rehearsal’s script', () => {
  it.each([
    ['2026-03-31 12:59', 'wait', '2026-03-31 12:59', 'SCRIPT'],
    ['2026-03-31 13:00', 'wait', '2026-03-31 13:00', 'SCRIPT'],
    ['2026-03-31 13:01', 'transferToCollection', '2026-03-31 13:00', 'TRANSFER_RUN'],
  ])('at %s beside a transfer run at 13:00: first comes %s at %s', (event, step, next, because) => {
    const { facts, asOf } = listed();
    const plan = nextStep(
      situation({ facts: { ...facts, scriptedAt: at(event) }, policy: POLICY, calendar: NL }, asOf),
    );
    expect(plan).toEqual({ step, at: at(next), because });
  });

  it('comes before what falls due at the same instant, also at midnight', () => {
    const claim = livingInvoice(aClaim('2026-03-11')).until('2026-03-25 12:00');
    const plan = nextStep(
      situation(
        { facts: { ...claim.facts, scriptedAt: at('2026-03-26 00:00') }, policy: POLICY, calendar: NL },
        claim.asOf,
      ),
    );
    expect(plan).toMatchObject({ step: 'wait', because: 'SCRIPT' });
  });

  it('keeps a closed claim going until its moment, and nothing else does', () => {
    const claim = listed();
    claim.ask('close', { reason: 'settled by phone' });
    expect(claim.plan.step).toBe('end');
    const facts = { ...claim.facts, scriptedAt: at('2026-06-01 09:00') };
    expect(nextStep(situation({ facts, policy: POLICY, calendar: NL }, claim.asOf))).toEqual({
      step: 'wait',
      at: at('2026-06-01 09:00'),
      because: 'SCRIPT',
    });
  });

  it('keeps a paid invoice going beside a booking ahead: the earlier one comes first', () => {
    const paid = livingInvoice(anInvoice().paid(10_000, '2026-02-01')).until('2026-02-01 12:00');
    const later = paid.book('chargeback', 10_000, '2026-02-10').facts;
    const planWith = (event: string) =>
      nextStep(
        situation({ facts: { ...later, scriptedAt: at(event) }, policy: POLICY, calendar: NL }, paid.asOf),
      ).because;
    expect(planWith('2026-02-09 23:59')).toBe('SCRIPT');
    expect(planWith('2026-02-10 00:00')).toBe('SCRIPT');
    expect(planWith('2026-02-10 00:01')).toBe('BOOKING_AHEAD');
  });
});
