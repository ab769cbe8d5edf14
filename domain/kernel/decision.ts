import type { Day } from './day.ts';
import type { HoldKind, HoldReason } from './holds.ts';

export interface NewHold {
  readonly kind: HoldKind;
  readonly reason: HoldReason;
  readonly from: Day;
  readonly until: Day | null;
  readonly note: string | null;
  /** Who is asked before it ends. */
  readonly owner?: string | null;
}

/**
 * What a decision leads to, whatever it is about: the facts as they will be, and the rows to write so that they are.
 * Each subject adds rows of its own.
 *
 * Values are never changed in place; each function takes a decision and returns the next one.
 */
export interface DecisionAbout<Facts, Transition> {
  readonly facts: Facts;
  readonly transitions: readonly Transition[];
  readonly holds: readonly NewHold[];
  readonly releasedHolds: readonly number[];
  /** Effects that were planned and are no longer wanted, by their keys. */
  readonly cancelledEffects: readonly string[];
}

/** The rows of a decision that changes nothing. */
export const NOTHING_TO_WRITE = {
  transitions: [],
  holds: [],
  releasedHolds: [],
  cancelledEffects: [],
} as const;

/** True when any of the rows that all subjects share are to be written. */
export function hasSharedRows(decision: DecisionAbout<unknown, unknown>): boolean {
  const { transitions, holds, releasedHolds, cancelledEffects } = decision;
  return transitions.length + holds.length + releasedHolds.length + cancelledEffects.length > 0;
}

/** The decision after one edge of the subject's table: its new state, and one row more. */
export function moved<D extends DecisionAbout<{ readonly state: unknown }, unknown>>(
  decision: D,
  {
    state,
    transition,
  }: { readonly state: D['facts']['state']; readonly transition: D['transitions'][number] },
): D {
  return {
    ...decision,
    facts: { ...decision.facts, state },
    transitions: [...decision.transitions, transition],
  };
}
