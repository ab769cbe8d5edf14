import type { Calendar } from './calendar.ts';
import type { Day, Instant } from './day.ts';

export const HoldScope = {
  CREDITOR: 'creditor',
  CUSTOMER: 'customer',
  INVOICE: 'invoice',
  CASE: 'case',
} as const;
export type HoldScope = (typeof HoldScope)[keyof typeof HoldScope];

/** Reminders paused: no levels, no transfers. Fully paused: also no case orders. */
export const HoldKind = { REMINDERS: 'reminders', FULL: 'full' } as const;
export type HoldKind = (typeof HoldKind)[keyof typeof HoldKind];

export const HoldReason = {
  OPERATOR: 'OPERATOR',
  DISPUTE: 'DISPUTE',
  PAYMENT_PLAN: 'PAYMENT_PLAN',
  PROMISE_TO_PAY: 'PROMISE_TO_PAY',
  SIGNAL_HELP: 'SIGNAL_HELP',
  DECEASED: 'DECEASED',
  INSOLVENCY: 'INSOLVENCY',
  ADDRESS_UNKNOWN: 'ADDRESS_UNKNOWN',
  CASE_DEACTIVATED: 'CASE_DEACTIVATED',
  CASE_ENDED: 'CASE_ENDED',
  /** The principal of a case is paid: a person decides about the rest. */
  PRINCIPAL_PAID: 'PRINCIPAL_PAID',
  IMPORTED: 'IMPORTED',
} as const;
export type HoldReason = (typeof HoldReason)[keyof typeof HoldReason];

/** One pause, with its release when there was one. */
export interface Hold {
  readonly id: number;
  readonly scope: HoldScope;
  readonly kind: HoldKind;
  readonly reason: HoldReason;
  readonly from: Day;
  /** The hold ends by itself at 00:00 of this day. */
  readonly until: Day | null;
  readonly recordedAt: Instant;
  readonly releasedAt: Instant | null;
  /** The payment plan or promise that it belongs to: it ends with that. */
  readonly agreementId?: number | null;
}

/** Days of a calendar, `from` included, `to` not; `to` null means without end. */
export interface DaySpan {
  readonly from: Day;
  readonly to: Day | null;
}

/** The clock of 60 days stands still under these reasons: someone else is dealing with the debt. */
const CLOCK_STANDS_STILL_UNDER: readonly HoldReason[] = [
  HoldReason.PAYMENT_PLAN,
  HoldReason.SIGNAL_HELP,
  HoldReason.INSOLVENCY,
  HoldReason.CASE_ENDED,
  HoldReason.CASE_DEACTIVATED,
];

export function stopsTheClock(hold: Hold): boolean {
  return hold.scope === HoldScope.CREDITOR || CLOCK_STANDS_STILL_UNDER.includes(hold.reason);
}

/** The moment a hold ends: its release or 00:00 of its `until`, whichever comes first; null when open. */
export function endOf(hold: Hold, calendar: Calendar): Instant | null {
  const until = hold.until === null ? null : calendar.instantOf(hold.until, 0);
  if (hold.releasedAt === null) return until;
  return until === null ? hold.releasedAt : Math.min(hold.releasedAt, until);
}

/** The moment a hold begins to stop things: never before it was recorded. */
export function effectiveFrom(hold: Hold, calendar: Calendar): Instant {
  return Math.max(hold.recordedAt, calendar.instantOf(hold.from, 0));
}

export function isInForce(hold: Hold, calendar: Calendar, asOf: Instant): boolean {
  const end = endOf(hold, calendar);
  return calendar.instantOf(hold.from, 0) <= asOf && (end === null || asOf < end);
}

/** True when the hold stopped things at any moment after `since` and up to `asOf`, also when it is over by now. */
export function wasInForceSince(hold: Hold, calendar: Calendar, since: Instant, asOf: Instant): boolean {
  const begin = effectiveFrom(hold, calendar);
  const end = endOf(hold, calendar);
  return begin <= asOf && (end === null || end > Math.max(begin, since));
}

/** The local days a hold covers: the first day in, the last day out; back-dating counts. */
export function daysOf(hold: Hold, calendar: Calendar): DaySpan {
  const end = endOf(hold, calendar);
  return { from: hold.from, to: end === null ? null : calendar.dayOf(end) };
}

/** Joins spans that overlap or touch, in order. */
export function union(spans: readonly DaySpan[]): DaySpan[] {
  const sorted = spans.filter((s) => s.to === null || s.to > s.from).sort((a, b) => a.from - b.from);
  const joined: DaySpan[] = [];
  for (const span of sorted) {
    const last = joined.at(-1);
    if (last === undefined || (last.to !== null && span.from > last.to)) {
      joined.push(span);
    } else if (last.to !== null && (span.to === null || span.to > last.to)) {
      joined[joined.length - 1] = { from: last.from, to: span.to };
    }
  }
  return joined;
}

/**
 * The first day on which `count` days have passed since `start` that lie in none of the spans; null when an
 * open span keeps that day from ever coming. Spans need not be sorted or disjoint.
 */
export function dayAfterCounting(start: Day, count: number, notCounted: readonly DaySpan[]): Day | null {
  let day = start + count;
  for (const span of union(notCounted)) {
    if (span.to !== null && span.to <= start) continue;
    if (span.from >= day) break;
    if (span.to === null) return null;
    day += span.to - Math.max(span.from, start);
  }
  return day;
}

/** The pauses as they would be had the whole creditor been resumed now; those of customers and invoices stay. */
export function withCreditorResumed(holds: readonly Hold[], calendar: Calendar, asOf: Instant): Hold[] {
  return holds.map((hold) =>
    isCreditorPaused([hold], calendar, asOf) ? { ...hold, releasedAt: asOf } : hold,
  );
}

export function isCreditorPaused(holds: readonly Hold[], calendar: Calendar, asOf: Instant): boolean {
  return holds.some((hold) => hold.scope === HoldScope.CREDITOR && isInForce(hold, calendar, asOf));
}
