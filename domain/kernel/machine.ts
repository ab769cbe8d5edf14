import type { Day, Instant } from './day.ts';
import type { Moment } from './situation.ts';

/** The engine itself, as the author of a transition. */
export const ENGINE = 'dunwell';

/** Who did it, when, why, and in answer to which command. */
export interface Occasion {
  readonly at: Instant;
  /** The local day that the event counts for: a booking's day, a delivery's day. */
  readonly on: Day;
  readonly by: string;
  readonly reason?: string | null;
  readonly commandId?: string | null;
}

/** What the engine does by itself, now. */
export function byEngine({ asOf, today }: Moment, reason: string | null = null): Occasion {
  return { at: asOf, on: today, by: ENGINE, reason };
}

/** Where an event may happen, and where it leads. */
interface Rule<Stage extends string> {
  readonly from: readonly Stage[];
  /** `same` leaves the stage; a list leaves the choice to the caller, who names one of them. */
  readonly to: Stage | 'same' | readonly Stage[];
}

/** The one table of a subject: nothing else may change its stage. What is not here is refused. */
export type TransitionTable<Event extends string, Stage extends string> = Readonly<
  Record<Event, Rule<Stage>>
>;

/** One row of an audit trail. */
export interface Transition<Event extends string, Stage extends string> {
  readonly event: Event;
  readonly from: Stage;
  readonly to: Stage;
  readonly at: Instant;
  readonly on: Day;
  readonly by: string;
  readonly reason: string | null;
  readonly commandId: string | null;
}

export class IllegalTransition extends Error {
  readonly event: string;
  readonly from: string;
  constructor(subject: string, event: string, from: string) {
    super(`${subject} in ${from} cannot be "${event}".`);
    this.name = 'IllegalTransition';
    this.event = event;
    this.from = from;
  }
}

/**
 * Moves along one edge of a subject's table and returns the audit row, which says where that leads.
 *
 * `chosen` is needed only where the table leaves a choice. Throws IllegalTransition, which calls the subject by the
 * name given, for an edge that is not in the table.
 */
export function move<Event extends string, Stage extends string>(
  table: TransitionTable<Event, Stage>,
  subject: string,
  from: Stage,
  event: Event,
  occasion: Occasion,
  chosen?: Stage,
): Transition<Event, Stage> {
  const rule = table[event];
  const to = rule.from.includes(from) ? targetOf(rule, from, chosen) : undefined;
  if (to === undefined) throw new IllegalTransition(subject, event, from);
  const { at, on, by, reason = null, commandId = null } = occasion;
  return { event, from, to, at, on, by, reason, commandId };
}

function targetOf<Stage extends string>(
  { to }: Rule<Stage>,
  from: Stage,
  chosen: Stage | undefined,
): Stage | undefined {
  if (to === 'same') return from;
  if (typeof to === 'string') return to;
  return chosen !== undefined && to.includes(chosen) ? chosen : undefined;
}
