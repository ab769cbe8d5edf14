import type { InvoiceFacts } from '../invoice/facts.ts';
import { Balance } from './balance.ts';
import type { Day, Instant } from './day.ts';
import { chargeTakenBack, EntryKind, inBookingOrder, type LedgerEntry, reduces } from './ledger.ts';

/** The ledger left nothing open; `by` is the last booking of that day in their order. */
export interface Settled {
  readonly kind: 'settled';
  readonly on: Day;
  readonly by: EntryKind;
}

/** A day on which more was taken back than was paid; `by` is the last that gave something back. */
export interface Reopened {
  readonly kind: 'reopened';
  readonly on: Day;
  readonly by: EntryKind;
  /** When the last of what took back was recorded. */
  readonly recordedAt: Instant;
}

/** A day whose bookings, netted, turn an invoice from open to settled or back. */
export type Turn = Settled | Reopened;

/** What the bookings of one day came to. */
interface BookedDay {
  readonly on: Day;
  readonly open: number;
  /** By how much they reduced what was charged, netted; less than zero when they gave back. */
  readonly reduced: number;
  /** The kind of the last that may say how the invoice ends. */
  readonly last: EntryKind;
  /** What gave something back. */
  readonly gaveBack: readonly LedgerEntry[];
}

/**
 * The turns of an invoice by its ledger, booking day by booking day, from the day on which its stage began to follow
 * it: its first day here, its restart, or the end of its case. What was booked before counts on that day.
 *
 * Bookings and their days decide, not when they were recorded, in which order or in how many files. What is charged
 * on a paid invoice turns nothing, and neither does what was taken back and paid again on the same day. A credit or
 * write-off that leaves nothing open ends the invoice for good, and so does a reopening that is `final`.
 */
export function ledgerTurns(
  facts: InvoiceFacts,
  today: Day,
  isFinal: (turn: Reopened) => boolean,
): readonly Turn[] {
  const { startsOn, state } = facts;
  const firstDay = Math.min(startsOn, today);
  const from = Math.max(firstDay, state.followsFrom ?? firstDay);
  const turns: Turn[] = [];
  let zero: Settled | null = null;
  let isSettled = false;
  for (const day of bookedDays(facts, from, today)) {
    if (day.open > 0) zero = null;
    else zero ??= { kind: 'settled', on: Math.max(day.on, firstDay), by: day.last };
    if (day.on < from) continue;
    if (!isSettled && zero !== null) {
      // Nothing open at the end of its case is paid, whatever brought it there.
      const endsCase = day.on === from && state.caseEndedOn === from;
      const turn: Settled = endsCase ? { ...zero, by: EntryKind.PAYMENT } : zero;
      turns.push(turn);
      if (!isPaidBy(turn)) break;
      isSettled = true;
    } else if (isSettled && day.open > 0 && day.reduced < 0) {
      const turn = reopenedBy(day);
      turns.push(turn);
      if (isFinal(turn)) break;
      isSettled = false;
    }
  }
  return turns;
}

/** True when what left nothing open pays the invoice; a credit or a write-off closes it. */
export function isPaidBy({ by }: Settled): boolean {
  return by !== EntryKind.CREDIT && by !== EntryKind.WRITE_OFF;
}

/** Since when nothing is open, and what brought it there; null while something is. */
export function settledSince(facts: InvoiceFacts, today: Day): Day | null {
  let since: Day | null = null;
  for (const { on, open } of bookedDays(facts, facts.startsOn, today)) {
    if (open > 0) since = null;
    else since ??= Math.max(on, Math.min(facts.startsOn, today));
  }
  return since;
}

/** Every day up to today on which something was booked, and the day `from` in any case. */
function bookedDays({ amount, ledger }: InvoiceFacts, from: Day, today: Day): BookedDay[] {
  const balance = new Balance(amount);
  const entries = inBookingOrder(ledger).filter((entry) => entry.bookedOn <= today);
  const days = [...new Set([...entries.map(({ bookedOn }) => bookedOn), from])].sort((a, b) => a - b);
  let next = 0;
  return days.map((on) => {
    let reduced = 0;
    let last: EntryKind = EntryKind.PAYMENT;
    const gaveBack: LedgerEntry[] = [];
    for (let entry = entries[next]; entry?.bookedOn === on; entry = entries[++next]) {
      const waited = balance.waiting;
      const effect = balance.book(entry);
      reduced += effect;
      // A payment that only meets what was taken back before it settles nothing.
      const isMet = entry.kind === EntryKind.PAYMENT && waited - balance.waiting === entry.amount;
      // A charge that was never made ends nothing by being taken back.
      const isTakenBack = chargeTakenBack(entry) !== null;
      if (reduces(entry.kind) && !isMet && !isTakenBack) last = entry.kind;
      if (effect < 0 && !isTakenBack) gaveBack.push(entry);
    }
    return { on, open: balance.open.total, reduced, last, gaveBack };
  });
}

function reopenedBy({ on, gaveBack }: BookedDay): Reopened {
  const by = gaveBack.at(-1)?.kind ?? EntryKind.REVERSAL;
  return { kind: 'reopened', on, by, recordedAt: Math.max(...gaveBack.map(({ recordedAt }) => recordedAt)) };
}
