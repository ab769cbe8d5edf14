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
 * Values are never changed in place; each function takes a progress and returns the next one.
 */
export interface Progress {
  readonly facts: InvoiceFacts;
  readonly transitions: readonly Transition[];
  readonly entries: readonly NewEntry[];
  readonly holds: readonly NewHold[];
  readonly releasedHolds: readonly number[];
  /** Effects that were planned and are no longer wanted. */
  readonly cancelledEffects: readonly string[];
}

export function start(facts: InvoiceFacts): Progress {
  return { facts, transitions: [], entries: [], holds: [], releasedHolds: [], cancelledEffects: [] };
}

/** Moves the invoice along one edge of the transition table. */
export function advance(
  progress: Progress,
  event: InvoiceEvent,
  occasion: Occasion,
  patch: Partial<InvoiceState> = {},
): Progress {
  const { state, transition } = move(progress.facts.state, event, occasion, patch);
  return {
    ...progress,
    facts: { ...progress.facts, state },
    transitions: [...progress.transitions, transition],
  };
}

/** True when there is something to write. */
export function hasChanges(progress: Progress): boolean {
  return (
    progress.transitions.length +
      progress.entries.length +
      progress.holds.length +
      progress.releasedHolds.length +
      progress.cancelledEffects.length >
    0
  );
}

/** The rows of both, in order; the later facts already contain the earlier. */
export function joined(first: Progress, second: Progress): Progress {
  return {
    facts: second.facts,
    transitions: [...first.transitions, ...second.transitions],
    entries: [...first.entries, ...second.entries],
    holds: [...first.holds, ...second.holds],
    releasedHolds: [...first.releasedHolds, ...second.releasedHolds],
    cancelledEffects: [...first.cancelledEffects, ...second.cancelledEffects],
  };
}
