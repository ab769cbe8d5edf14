import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvoiceEvent } from '../../../domain/invoice/machine.ts';
import { transfersOn } from '../../../domain/invoice/next-step.ts';
import { settleInvoice } from '../../../domain/invoice/settle.ts';
import { simulate } from '../../../domain/invoice/simulate.ts';
import { formatDay } from '../../../domain/kernel/day.ts';
import { hasMovedOn } from '../../../domain/kernel/plan-moved-on.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { livingInvoice } from './a-living-invoice.ts';
import { type AnInvoice, aClaim, at, day, inMode, NL } from './an-invoice.ts';
import { anyInvoice } from './any-invoice.ts';

/** Listed on Thursday 2026-03-26, waiting for approval. */
const listed = (change: (claim: AnInvoice) => AnInvoice = (it) => it) => {
  const claim = livingInvoice(aClaim('2026-03-11', { policy: inMode(30) })).until('2026-03-27 10:00');
  return livingInvoice(
    change(aClaim('2026-03-11', { policy: inMode(30) }).with(claim.facts)),
    '2026-03-27 10:00',
  );
};
const shown = (claim: ReturnType<typeof listed>, policy = inMode(30)) => {
  const on = transfersOn(situation({ facts: claim.facts, policy, calendar: NL }, claim.asOf));
  return on === null ? null : formatDay(on);
};

describe('what approving a claim promises', () => {
  it('is the next transfer run where nothing is in the way, and lists show that day', () => {
    const claim = listed();
    expect(shown(claim)).toBeNull();
    expect(claim.ask('approve')).toBe(
      'The claim is approved and goes to debt collection at the next transfer run.',
    );
    expect(shown(claim)).toBe('2026-03-27');
    expect(claim.ask('approve')).toBe('The claim was already approved.');
  });

  it.each<[string, (claim: AnInvoice) => AnInvoice, RegExp]>([
    [
      'only costs open',
      (it) => it.withBooking('cost', 1_500, '2026-03-20').credited(10_000, '2026-03-21'),
      /Only costs/,
    ],
    ['too little open', (it) => it.paid(9_001, '2026-03-20'), /Less than the minimum amount is open/],
    [
      'a customer exempt from dunning',
      (it) => customer(it, { acceptsDunning: false }),
      /exempt from dunning/,
    ],
    ['an archived customer', (it) => customer(it, { archived: true }), /archived/],
    ['no due date', (it) => it.with({ dueOn: null }), /no due date/],
  ])('is no transfer with %s, nor is a day shown', (_, change, because) => {
    const claim = listed(change);
    const says = claim.ask('approve');
    expect(says).toMatch(/^The claim is approved\. No transfer follows as it stands\. /);
    expect(says).toMatch(because);
    expect(shown(claim)).toBeNull();
    expect(claim.ask('approve')).toMatch(
      /^The claim was already approved\. No transfer follows as it stands\./,
    );
    expect(claim.until('2026-03-31 14:00').state.stage).toBe('LISTED');
  });

  it.each([
    [9_000, '2026-03-27'],
    [9_001, null],
  ])('at the boundary of the minimum: %i of 10000 paid, transfers on %s', (paid, on) => {
    const claim = listed((it) => it.paid(paid, '2026-03-20'));
    claim.ask('approve');
    expect(shown(claim)).toBe(on);
  });

  it('is a later run while a direct debit is announced', () => {
    const claim = listed((it) => customer(it, { directDebitOn: day('2026-03-27') }));
    expect(claim.ask('approve')).toMatch(/at the first transfer run after this is over\. A direct debit/);
    expect(claim.until('2026-03-30 13:00').state.stage).toBe('TRANSFERRED');
  });

  it('taken back after day 61 is a closing', () => {
    const claim = listed((it) => customer(it, { directDebitOn: day('2026-07-01') }));
    claim.ask('approve');
    claim.until('2026-05-26 10:00');
    expect(claim.ask('revokeApproval')).toBe(
      'The approval is revoked; its 60 days are over, so it is closed now.',
    );
    expect(claim.until('2026-05-26 10:00').state.stage).toBe('CLOSED');
  });
});

describe('the day that lists show for a transfer', () => {
  it.each([
    ['the day before the closing', '2026-02-18', '2026-05-04'],
    ['the closing day itself', '2026-02-17', null],
  ])('in mode 20 when the run falls on %s', (_, noticeOn, on) => {
    // Resumed on Wednesday 29 April: the third working day after is Monday 4 May.
    const claim = livingInvoice(aClaim(noticeOn, { policy: inMode(20) })).until('2026-03-05 12:00');
    claim.ask('pause');
    claim.until('2026-04-29 12:00').ask('resume');
    expect(shown(claim, inMode(20))).toBe(on);
  });

  it('is the day on which it then transfers, whatever the invoice', () => {
    fc.assert(
      fc.property(anyInvoice, fc.integer({ min: 0, max: 200 }), (invoice, after) => {
        const { policy, calendar } = invoice;
        const begin = calendar.instantOf(invoice.facts.startsOn, 0);
        const asOf = begin + after * 86_400_000;
        const lived = simulate(situation(invoice, begin), { until: asOf, approve: 'all' });
        const { facts } = settleInvoice(situation({ facts: lived.facts, policy, calendar }, asOf));
        // Bookings and pauses that are known to come may stop what stands today.
        const known = {
          ...facts,
          ledger: facts.ledger.filter(({ bookedOn }) => bookedOn <= calendar.dayOf(asOf)),
        };
        const quiet = { ...known, holds: facts.holds.filter(({ recordedAt }) => recordedAt <= asOf) };
        const on = transfersOn(situation({ facts: quiet, policy, calendar }, asOf));
        if (on === null) return;
        const { transitions } = simulate(situation({ facts: quiet, policy, calendar }, asOf));
        const [first] = transitions.filter(({ event }) => event === InvoiceEvent.TRANSFERRED);
        expect(first === undefined ? null : calendar.dayOf(first.at)).toBe(on);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a plan that was made before', () => {
  const plan = (step: 'wait' | 'sendReminder', moment: string | null) =>
    ({ step, at: moment === null ? null : at(moment), because: 'LEVEL_DUE' }) as const;
  const now = at('2026-02-11 10:00');

  it.each([
    ['the same', plan('sendReminder', '2026-02-12 10:00'), plan('sendReminder', '2026-02-12 10:00'), false],
    [
      'another moment',
      plan('sendReminder', '2026-02-13 10:00'),
      plan('sendReminder', '2026-02-12 10:00'),
      true,
    ],
    ['another step', plan('wait', '2026-02-12 10:00'), plan('sendReminder', '2026-02-12 10:00'), true],
    [
      'due before and due now',
      plan('sendReminder', '2026-02-10 10:00'),
      plan('sendReminder', '2026-02-11 10:00'),
      false,
    ],
    [
      'later, though due now',
      plan('sendReminder', '2026-02-12 10:00'),
      plan('sendReminder', '2026-02-11 10:00'),
      true,
    ],
    ['undated, as now', plan('wait', null), plan('wait', null), false],
    ['undated, though dated now', plan('wait', null), plan('wait', '2026-02-12 10:00'), true],
  ])('%s: facts have moved on %s', (_, planned, today, movedOn) => {
    expect(hasMovedOn(planned, today, now)).toBe(movedOn);
  });
});

function customer(claim: AnInvoice, changed: Partial<AnInvoice['facts']['customer']>): AnInvoice {
  return claim.with({ customer: { ...claim.facts.customer, ...changed } });
}
