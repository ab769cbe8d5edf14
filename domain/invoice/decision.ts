import type { Day } from '../kernel/day.ts';
import type { HoldKind, HoldReason } from '../kernel/holds.ts';
import type { EntryKind } from '../kernel/open-amount.ts';
import type { InvoiceFacts, InvoiceState } from './facts.ts';
import { type InvoiceEvent, move, type Occasion, type Transition } from './machine.ts';

/** A booking that the engine itself makes. The key makes it unique for ever. */
export interface NewEntry {
  readonly externalId: string;
  readonly kind: EntryKind;
  readonly amount: number;
  readonly bookedOn: Day;
}

export interface NewHold {
  readonly kind: HoldKind;
  readonly reason: HoldReason;
  readonly from: Day;
  readonly until: Day | null;
  readonly note: string | null;
}

/**
 * What a decision leads to: the facts as they will be, and the rows to write so that they are.
 *
 * Values are never changed in place; each function takes a decision and returns the next one.
 */
export interface Decision {
  readonly facts: InvoiceFacts;
  readonly transitions: readonly Transition[];
  readonly entries: readonly NewEntry[];
  readonly holds: readonly NewHold[];
  readonly releasedHolds: readonly number[];
  /** Effects that were planned and are no longer wanted. */
  readonly cancelledEffects: readonly string[];
}

export function start(facts: InvoiceFacts): Decision {
  return { facts, transitions: [], entries: [], holds: [], releasedHolds: [], cancelledEffects: [] };
}

/** Moves the invoice along one edge of the transition table. */
export function advance(
  decision: Decision,
  event: InvoiceEvent,
  occasion: Occasion,
  patch: Partial<InvoiceState> = {},
): Decision {
  const { state, transition } = move(decision.facts.state, event, occasion, patch);
  return {
    ...decision,
    facts: { ...decision.facts, state },
    transitions: [...decision.transitions, transition],
  };
}

/** True when there is something to write. */
export function hasChanges(decision: Decision): boolean {
  return (
    decision.transitions.length +
      decision.entries.length +
      decision.holds.length +
      decision.releasedHolds.length +
      decision.cancelledEffects.length >
    0
  );
}

/** The rows of both, in order; the later facts already contain the earlier. */
export function joined(first: Decision, second: Decision): Decision {
  return {
    facts: second.facts,
    transitions: [...first.transitions, ...second.transitions],
    entries: [...first.entries, ...second.entries],
    holds: [...first.holds, ...second.holds],
    releasedHolds: [...first.releasedHolds, ...second.releasedHolds],
    cancelledEffects: [...first.cancelledEffects, ...second.cancelledEffects],
  };
}
