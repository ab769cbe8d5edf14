import type { Day, Instant } from '../kernel/day.ts';
import { withCreditorResumed } from '../kernel/holds.ts';
import { demandedOn } from './demanded.ts';
import { InvoiceEvent, type InvoiceTransition } from './machine.ts';
import { simulate } from './simulate.ts';
import type { InvoiceSituation } from './situation.ts';

/** What a forecast counts. */
export const ForecastKind = {
  LEVEL: 'level',
  LISTING: 'listing',
  TRANSFER: 'transfer',
  CLOSING: 'closing',
} as const;
export type ForecastKind = (typeof ForecastKind)[keyof typeof ForecastKind];

/** One thing that will happen to an invoice when nothing else does. */
export interface ForecastEvent {
  readonly kind: ForecastKind;
  /** Name of the level, for letters. */
  readonly level: string | null;
  readonly at: Instant;
  readonly on: Day;
  /** What is open on the invoice then, in minor units. */
  readonly amount: number;
}

export interface ForecastOptions {
  /** The last moment looked at. */
  readonly until: Instant;
  /** `all` supposes that each claim is approved as soon as it is listed. */
  readonly approve?: 'none' | 'all';
  /** Supposes that the whole creditor is resumed now: what going on would set free. */
  readonly resumed?: boolean;
}

/** Letters, listing, transfer and closing of one invoice up to a moment, from what is known now. */
export function forecast(situation: InvoiceSituation, options: ForecastOptions): ForecastEvent[] {
  const { facts, calendar, asOf } = situation;
  const supposed = options.resumed
    ? { ...facts, holds: withCreditorResumed(facts.holds, calendar, asOf) }
    : facts;
  const path = simulate({ ...situation, facts: supposed }, options);
  return path.transitions.flatMap((transition) => {
    const kind = kindOf(transition);
    if (kind === null) return [];
    const { at, level } = transition;
    const on = calendar.dayOf(at);
    return [{ kind, level, at, on, amount: demandedOn(path.facts, on).total }];
  });
}

function kindOf({ event }: InvoiceTransition): ForecastKind | null {
  switch (event) {
    case InvoiceEvent.REMINDER_DELIVERED:
    case InvoiceEvent.NOTICE_DELIVERED:
      return ForecastKind.LEVEL;
    case InvoiceEvent.LISTED:
      return ForecastKind.LISTING;
    case InvoiceEvent.TRANSFERRED:
    case InvoiceEvent.TRANSFERRED_BY_CHARGEBACK:
      return ForecastKind.TRANSFER;
    case InvoiceEvent.EXPIRED:
      return ForecastKind.CLOSING;
    default:
      // Bookings and commands of people: nothing that goes out by itself.
      return null;
  }
}
