import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvoiceEvent, type InvoiceTransition } from '../../../domain/invoice/machine.ts';
import { nextStep } from '../../../domain/invoice/next-step.ts';
import { settleInvoice } from '../../../domain/invoice/settle.ts';
import { amountPermitsTransfer, openOn } from '../../../domain/invoice/transfer-run.ts';
import type { Day } from '../../../domain/kernel/day.ts';
import { isInForce } from '../../../domain/kernel/holds.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import type { AnInvoice } from './an-invoice.ts';
import { anyInvoice } from './any-invoice.ts';
import { isLetter, simulated } from './the-path.ts';

const RUNS = { numRuns: 120 };
const approvals = fc.constantFrom('none' as const, 'all' as const);

/** Holds for whatever invoice, policy, calendar, bookings and holds. */
function always(says: string, property: (invoice: AnInvoice, approve: 'none' | 'all') => void): void {
  it(says, () => {
    fc.assert(
      fc.property(anyInvoice, approvals, (invoice, approve) => property(invoice, approve)),
      RUNS,
    );
  });
}

function trail(invoice: AnInvoice, approve: 'none' | 'all'): readonly InvoiceTransition[] {
  return simulated(invoice, { approve }).transitions;
}

/** Letters of one stretch between reopenings, which start no level anew either. */
function lettersOf(invoice: AnInvoice, approve: 'none' | 'all'): readonly InvoiceTransition[] {
  return trail(invoice, approve).filter(isLetter);
}

describe('on every path', () => {
  always('no level is skipped, repeated or out of order', (invoice, approve) => {
    const done = invoice.facts.state.levelsDone;
    const names = invoice.policy.levels.map(({ name }) => name);
    const sent = lettersOf(invoice, approve).map(({ level }) => level);
    expect(sent).toEqual(names.slice(done, done + sent.length));
  });

  always('every level waits for its days after the due date and its gap', (invoice, approve) => {
    const { facts, policy } = invoice;
    let previous: Day | null = facts.state.anchorOn;
    for (const { level: name, on } of lettersOf(invoice, approve)) {
      const level = policy.levels.find((candidate) => candidate.name === name)!;
      expect(on).toBeGreaterThanOrEqual(facts.dueOn! + level.daysAfterDue);
      if (previous !== null)
        expect(on - previous).toBeGreaterThanOrEqual(Math.max(1, level.minDaysSincePrevious ?? 0));
      previous = on;
    }
  });

  always('letters go out on working days, inside the window, while nothing is held', (invoice, approve) => {
    const { policy, calendar, facts } = invoice;
    for (const { at: moment } of lettersOf(invoice, approve)) {
      const on = calendar.dayOf(moment);
      expect(calendar.isWorkingDay(on)).toBe(true);
      expect(moment).toBeGreaterThanOrEqual(calendar.instantOf(on, policy.sending.from));
      expect(moment).toBeLessThan(calendar.instantOf(on, policy.sending.until));
      expect(facts.holds.some((hold) => isInForce(hold, calendar, moment))).toBe(false);
    }
  });

  always('no letter demands less than the minimum, or nothing', (invoice, approve) => {
    for (const { on } of lettersOf(invoice, approve)) {
      const { total } = openOn(invoice.facts, on);
      expect(total).toBeGreaterThan(0);
      expect(total).toBeGreaterThanOrEqual(invoice.policy.minimumAmount);
    }
  });

  always(
    'transfers are made on working days, unheld, with principal and the minimum open',
    (invoice, approve) => {
      const { calendar, policy, facts } = invoice;
      const { transitions, facts: end } = simulated(invoice, { approve });
      for (const { at: moment } of transitions.filter(({ event }) => event === InvoiceEvent.TRANSFERRED)) {
        const on = calendar.dayOf(moment);
        expect(calendar.isWorkingDay(on)).toBe(true);
        expect(moment).toBe(calendar.instantOf(on, policy.transfer.at));
        expect(on).toBeGreaterThan(end.state.noticeDueOn!);
        expect(facts.holds.some((hold) => isInForce(hold, calendar, moment))).toBe(false);
        expect(amountPermitsTransfer(openOn(end, on), policy)).toBe(true);
      }
    },
  );

  always('nothing is sent, listed or transferred once it has ended', (invoice, approve) => {
    let ended = false;
    for (const { event, from, to } of trail(invoice, approve)) {
      if (event === InvoiceEvent.REOPENED) ended = false;
      else if (ended) expect([event, from]).toEqual([InvoiceEvent.TRANSFERRED_BY_CHARGEBACK, 'PAID']);
      if (to === 'PAID' || to === 'CLOSED' || to === 'TRANSFERRED') ended = true;
    }
  });

  always(
    'each transition begins where the one before ended, and time never runs back',
    (invoice, approve) => {
      let stage = invoice.facts.state.stage as string;
      let moment = Number.NEGATIVE_INFINITY;
      for (const transition of trail(invoice, approve)) {
        expect(transition.from).toBe(stage);
        expect(transition.at).toBeGreaterThanOrEqual(moment);
        stage = transition.to;
        moment = transition.at;
      }
    },
  );

  always(
    'a claim is closed no sooner than the 61st day after it was listed, paused or missed its run',
    (invoice, approve) => {
      const { facts, policy, calendar } = invoice;
      const { transitions } = simulated(invoice, { approve });
      const expired = transitions.find(({ event }) => event === InvoiceEvent.EXPIRED);
      if (expired === undefined) return;
      const starts = [
        ...transitions
          .filter(({ event }) => event === InvoiceEvent.LISTED || event === InvoiceEvent.RUN_MISSED)
          .map(({ on }) => on),
        ...facts.holds.map((hold) => Math.max(hold.from, calendar.dayOf(hold.recordedAt), facts.startsOn)),
      ];
      expect(expired.on - Math.min(...starts)).toBeGreaterThan(policy.transfer.closeAfterDays);
      expect(expired.at).toBe(calendar.instantOf(expired.on, 0));
    },
  );

  always('where it comes to rest no step is left, and looking again changes nothing', (invoice, approve) => {
    const { policy, calendar } = invoice;
    const { facts, steps } = simulated(invoice, { approve });
    const end = steps.at(-1)?.at ?? calendar.instantOf(invoice.facts.startsOn, 0);
    const settled = settleInvoice(situation({ facts, policy, calendar }, end));
    expect(settled.transitions).toEqual([]);
    expect(settled.facts).toEqual(facts);
    expect(nextStep(situation({ facts, policy, calendar }, end)).at).toBeNull();
  });

  always('settling twice is settling once, at every step', (invoice, approve) => {
    const { policy, calendar } = invoice;
    for (const { facts, at: moment } of simulated(invoice, { approve }).steps) {
      const once = settleInvoice(situation({ facts, policy, calendar }, moment));
      const twice = settleInvoice(situation({ facts: once.facts, policy, calendar }, moment));
      expect([twice.transitions, twice.entries, twice.cancelledEffects]).toEqual([[], [], []]);
      expect(twice.facts).toEqual(once.facts);
    }
  });

  always('deciding twice gives the same, and no earlier than the moment it is asked', (invoice, approve) => {
    const { policy, calendar } = invoice;
    for (const { facts, at: moment } of simulated(invoice, { approve }).steps) {
      const plan = nextStep(situation({ facts, policy, calendar }, moment));
      expect(nextStep(situation({ facts, policy, calendar }, moment))).toEqual(plan);
    }
    expect(simulated(invoice, { approve })).toEqual(simulated(invoice, { approve }));
  });

  always('stopping on the way and going on leads to the same end', (invoice, approve) => {
    const whole = simulated(invoice, { approve });
    const middle = whole.steps[Math.floor(whole.steps.length / 2)];
    if (middle === undefined) return;
    const rest = simulated(invoice.with(middle.facts), { approve, from: middle.at });
    expect(rest.facts).toEqual(whole.facts);
  });

  it('bookings of different days may have been recorded in any order', () => {
    fc.assert(
      fc.property(
        anyInvoice,
        approvals,
        fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
        (invoice, approve, salt) => {
          const { ledger } = invoice.facts;
          const days = [...new Set(ledger.map(({ bookedOn }) => bookedOn))];
          const rank = new Map(days.map((on, i) => [on, salt[i] ?? 0]));
          const shuffled = [...ledger].sort(
            (a, b) => rank.get(a.bookedOn)! - rank.get(b.bookedOn)! || a.bookedOn - b.bookedOn,
          );
          const inOrder = simulated(invoice, { approve });
          const inAnother = simulated(invoice.with({ ledger: shuffled }), { approve });
          expect(inAnother.transitions).toEqual(inOrder.transitions);
          expect(inAnother.facts.state).toEqual(inOrder.facts.state);
        },
      ),
      RUNS,
    );
  });
});
