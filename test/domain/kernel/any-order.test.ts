import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InvoiceFacts } from '../../../domain/invoice/facts.ts';
import { settleInvoice } from '../../../domain/invoice/settle.ts';
import { openOn } from '../../../domain/invoice/transfer-run.ts';
import { EntryKind, type LedgerEntry } from '../../../domain/kernel/ledger.ts';
import { unpaidReversals } from '../../../domain/kernel/open-amount.ts';
import { situation } from '../../../domain/kernel/situation.ts';
import { type AnInvoice, anInvoice, aPolicy, day } from '../invoice/an-invoice.ts';
import { simulated } from '../invoice/the-path.ts';
import { endOf, type FoldedEnd, foldUpTo } from './independent-fold.ts';

const START = day('2026-01-05');
const LAST = START + 30;
const KINDS = Object.values(EntryKind);

interface Arrival {
  readonly entry: LedgerEntry;
  /** Its place among all as they come. */
  readonly place: number;
}

/** Bookings of whatever kinds on a dozen days, each in a file of its own or with others, in whatever order. */
function anyBookings(kinds: readonly EntryKind[]) {
  const booking = fc.record({
    kind: fc.oneof(fc.constant(EntryKind.PAYMENT), fc.constantFrom(...kinds)),
    amount: fc.oneof(fc.constantFrom(10, 20), fc.integer({ min: 1, max: 25 })),
    after: fc.integer({ min: -2, max: 8 }),
    place: fc.nat(1000),
  });
  return fc.array(booking, { maxLength: 8 }).map((bookings) =>
    bookings.map(({ kind, amount, after, place }, i): Arrival => {
      const bookedOn = START + after;
      return { entry: { externalId: `x${i}`, kind, amount, bookedOn, recordedAt: 0 }, place };
    }),
  );
}

const anyCase = (kinds: readonly EntryKind[]) =>
  fc.record({
    arrivals: anyBookings(kinds),
    amount: fc.constantFrom(10, 20, 30),
    onChargeback: fc.constantFrom('reopen' as const, 'case' as const),
    // After how many bookings somebody looks, and how many days pass meanwhile.
    looks: fc.array(fc.record({ bookings: fc.integer({ min: 1, max: 4 }), days: fc.nat(4) }), {
      maxLength: 8,
    }),
  });

/** Nothing is ever sent: without a due date only the ledger moves it. */
function invoiceOf(amount: number, onChargeback: 'reopen' | 'case', rehearsal: boolean): AnInvoice {
  const policy = aPolicy({ onChargeback });
  return anInvoice({ policy, amount, issuedOn: '2026-01-05', dueOn: null }).with({ rehearsal });
}

function endIn({ state }: InvoiceFacts): FoldedEnd {
  if (state.stage === 'CLOSED') return { stage: state.closeReason as 'CREDITED', on: state.closedOn };
  if (state.stage === 'PAID') return { stage: 'PAID', on: state.paidOn };
  return { stage: state.stage === 'TRANSFERRED' ? 'TRANSFERRED' : 'path', on: null };
}

const withoutTransferDay = (end: FoldedEnd) => (end.stage === 'TRANSFERRED' ? { ...end, on: null } : end);

/** Lives through the arrivals, look by look; returns what was known at each look, and where it stood then. */
function lived(
  invoice: AnInvoice,
  arrivals: readonly Arrival[],
  looks: readonly { bookings: number; days: number }[],
) {
  const { policy, calendar } = invoice;
  const waiting = [...arrivals].sort((a, b) => a.place - b.place).map(({ entry }) => entry);
  let { facts } = invoice;
  let today = START;
  const ends: { known: readonly LedgerEntry[]; on: number; end: FoldedEnd; facts: InvoiceFacts }[] = [];
  const look = (some: readonly LedgerEntry[], on: number) => {
    const asOf = calendar.instantOf(on, 600);
    facts = { ...facts, ledger: [...facts.ledger, ...some.map((entry) => ({ ...entry, recordedAt: asOf }))] };
    facts = settleInvoice(situation({ facts, policy, calendar }, asOf)).facts;
    ends.push({ known: facts.ledger, on, end: withoutTransferDay(endIn(facts)), facts });
  };
  for (const { bookings, days } of looks) {
    today += days;
    look(waiting.splice(0, bookings), today);
  }
  look(waiting, LAST);
  return ends;
}

describe('the same bookings, in whatever order and in however many files', () => {
  const WITHOUT_REVERSALS = KINDS.filter((kind) => kind !== EntryKind.REVERSAL);

  it('lead to the stage, the day and the amounts of an independent fold, looked at once, often, or rehearsed', () => {
    fc.assert(
      fc.property(anyCase(KINDS), ({ arrivals, amount, looks }) => {
        const ledger = arrivals.map(({ entry }) => entry);
        const expected = endOf({ amount, startsOn: START, ledger }, LAST, 'reopen');
        const live = lived(invoiceOf(amount, 'reopen', false), arrivals, looks);
        const facts = live.at(-1)!.facts;
        expect(endIn(facts)).toEqual(expected);
        const { open, total, surplus, waiting } = foldUpTo(amount, ledger, LAST);
        expect(openOn(facts, LAST)).toEqual({ ...open, total, surplus });
        expect(unpaidReversals(amount, facts.ledger, LAST)).toBe(waiting);
      }),
      { numRuns: 10_000 },
    );
  });

  it('open a case as soon as what is known says so, and not before', () => {
    fc.assert(
      // A claim that a reversal reopened has a path that a chargeback dated before it does not take away.
      fc.property(anyCase(WITHOUT_REVERSALS), ({ arrivals, amount, looks }) => {
        const live = lived(invoiceOf(amount, 'case', false), arrivals, looks);
        let transferred = false;
        for (const { known, on, end } of live) {
          const folded = endOf({ amount, startsOn: START, ledger: known }, on, 'case');
          transferred ||= folded.stage === 'TRANSFERRED';
          expect(end).toEqual(transferred ? { stage: 'TRANSFERRED', on: null } : folded);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('end the same in a rehearsal', () => {
    fc.assert(
      fc.property(anyCase(KINDS), ({ arrivals, amount, onChargeback }) => {
        const bare = invoiceOf(amount, onChargeback, true);
        const recorded = [...arrivals]
          .sort((a, b) => a.place - b.place)
          .map(({ entry }) => ({ ...entry, recordedAt: bare.calendar.instantOf(entry.bookedOn, 0) }));
        const { facts } = simulated(bare.with({ ledger: recorded }));
        const expected = endOf({ amount, startsOn: START, ledger: recorded }, LAST, onChargeback);
        expect(withoutTransferDay(endIn(facts))).toEqual(withoutTransferDay(expected));
        if (expected.stage === 'TRANSFERRED') expect(facts.state.transferredOn).toBe(expected.on);
      }),
      { numRuns: 3_000 },
    );
  });

  it('never demand of a component more than was charged, and look twice as once', () => {
    fc.assert(
      fc.property(anyCase(KINDS), ({ arrivals, amount, onChargeback, looks }) => {
        const invoice = invoiceOf(amount, onChargeback, false);
        const { policy, calendar } = invoice;
        for (const { facts, on, known } of lived(invoice, arrivals, looks)) {
          const charged = (kind: EntryKind) =>
            known.reduce((sum, one) => sum + (one.kind === kind && one.bookedOn <= on ? one.amount : 0), 0);
          const open = openOn(facts, on);
          expect(open.principal).toBeLessThanOrEqual(amount);
          expect(open.fees).toBeLessThanOrEqual(charged('fee'));
          expect(open.interest).toBeLessThanOrEqual(charged('interest'));
          expect(open.costs).toBeLessThanOrEqual(charged('cost'));
          const again = settleInvoice(situation({ facts, policy, calendar }, calendar.instantOf(on, 601)));
          expect(again.transitions).toEqual([]);
          expect(again.facts).toEqual(facts);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
