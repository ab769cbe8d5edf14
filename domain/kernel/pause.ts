import type { Calendar } from './calendar.ts';
import { type Day, formatDay, type Instant } from './day.ts';
import { spanInWords } from './hold-words.ts';
import { daysOf, type Hold, HoldKind, HoldReason, type HoldScope } from './holds.ts';

/** Reasons that a person, another service or a script may give; the others are set by Dunwell itself. */
export const BY_HAND = [
  HoldReason.OPERATOR,
  HoldReason.DISPUTE,
  HoldReason.PAYMENT_PLAN,
  HoldReason.PROMISE_TO_PAY,
  HoldReason.SIGNAL_HELP,
  HoldReason.DECEASED,
  HoldReason.INSOLVENCY,
  HoldReason.ADDRESS_UNKNOWN,
  HoldReason.IMPORTED,
] as const satisfies readonly HoldReason[];

/** The other reasons, each with why a pause cannot be given it by hand. */
export const NOT_BY_HAND: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(HoldReason)
    .filter((reason) => !BY_HAND.some((one) => one === reason))
    .map((reason) => [
      reason,
      `A pause for ${reason} is set by Dunwell itself and cannot be given by hand: give one of ${BY_HAND.join(', ')}.`,
    ]),
);

/** Why a pause cannot be given that reason by hand; null when it can. */
function whyNotByHand(reason: HoldReason): string | null {
  return NOT_BY_HAND[reason] ?? null;
}

/** A pause that is asked for. */
export interface AskedPause {
  readonly scope: HoldScope;
  readonly kind: HoldKind;
  readonly reason: HoldReason;
  /** May lie behind, and the whole pause with it. */
  readonly from: Day;
  /** The pause ends by itself at 00:00 of this day. */
  readonly until: Day | null;
}

export const PauseVerdict = { TAKEN: 'taken', SAME: 'same', REFUSED: 'refused' } as const;
export type PauseVerdict = (typeof PauseVerdict)[keyof typeof PauseVerdict];

export interface JudgedPause {
  readonly verdict: PauseVerdict;
  readonly says: string;
}

/**
 * Says whether a pause may be recorded beside those that its subject has: the one rule for all scopes.
 *
 * Pauses of one scope and reason may touch, not overlap; one called off before it began overlaps nothing. One that
 * lies behind is taken too: its days count as paused all the same. The same pause asked for twice is one pause.
 *
 * `holds` may be of all scopes; only those of the asked scope are looked at.
 */
export function judgePause(
  holds: readonly Hold[],
  asked: AskedPause,
  calendar: Calendar,
  asOf: Instant,
): JudgedPause {
  const { scope, reason, from, until } = asked;
  if (until !== null && until <= from) {
    const says = `A pause until ${formatDay(until)} ends before it begins: until must be a day after ${formatDay(from)}.`;
    return { verdict: PauseVerdict.REFUSED, says };
  }
  const overlapping = overlapped(holds, asked, calendar);
  const [first] = overlapping;
  if (first === undefined) {
    const isOver = until !== null && until <= calendar.dayOf(asOf);
    const days = spanInWords({ from, to: until });
    const says = isOver
      ? `The ${scope} counts as paused ${days}: those days lie behind.`
      : `The ${scope} is paused ${days}.`;
    return { verdict: PauseVerdict.TAKEN, says };
  }
  if (overlapping.some((hold) => isSame(hold, asked))) {
    return { verdict: PauseVerdict.SAME, says: `The ${scope} was already paused like that.` };
  }
  const says = `The ${scope} is already paused for ${reason} ${spanInWords(daysOf(first, calendar))}: resume it first, or choose days that do not overlap.`;
  return { verdict: PauseVerdict.REFUSED, says };
}

/** What Dunwell's own pause leads to, which nobody can be asked about. */
export interface OwnPause {
  /** False: what there is pauses it for that reason already, at least as much. */
  readonly isNew: boolean;
  /** Ended by it: they reach into its days, but do not cover them. */
  readonly replaced: readonly Hold[];
}

/** The same rule for a pause that Dunwell sets itself: what it overlaps ends where it begins. */
export function placeOwnPause(holds: readonly Hold[], asked: AskedPause, calendar: Calendar): OwnPause {
  const overlapping = overlapped(holds, asked, calendar);
  if (overlapping.some((hold) => covers(hold, asked, calendar))) return { isNew: false, replaced: [] };
  return { isNew: true, replaced: overlapping.filter(({ releasedAt }) => releasedAt === null) };
}

/**
 * What resuming a scope ends: its pauses of that reason, or of any, in force or still ahead. Those of a payment plan or
 * a promise end with that.
 */
export function pausesToEnd<Pause extends Hold>(
  holds: readonly Pause[],
  scope: HoldScope,
  reason: HoldReason | null,
  today: Day,
): readonly Pause[] {
  return holds.filter(
    (hold) =>
      hold.scope === scope &&
      (reason === null || hold.reason === reason) &&
      (hold.agreementId ?? null) === null &&
      hold.releasedAt === null &&
      (hold.until === null || hold.until > today),
  );
}

/** What a whole creditor or customer is told of a pause or its end, with the holds that it changes. */
export interface PausedScope<Pause extends Hold = Hold> {
  readonly says: string;
  readonly refused: boolean;
  /** To record; null when nothing is. */
  readonly hold: AskedPause | null;
  readonly released: readonly Pause[];
}

/** A pause of a scope that a person or another service asks for. */
export function pauseScope(
  holds: readonly Hold[],
  asked: AskedPause,
  calendar: Calendar,
  asOf: Instant,
): PausedScope<never> {
  const notByHand = whyNotByHand(asked.reason);
  if (notByHand !== null) return { says: notByHand, refused: true, hold: null, released: [] };
  const { verdict, says } = judgePause(holds, asked, calendar, asOf);
  const hold = verdict === PauseVerdict.TAKEN ? asked : null;
  return { says, refused: verdict === PauseVerdict.REFUSED, hold, released: [] };
}

/** The end of a scope's pauses, of one reason or of any. */
export function resumeScope<Pause extends Hold>(
  holds: readonly Pause[],
  scope: HoldScope,
  reason: HoldReason | null,
  today: Day,
): PausedScope<Pause> {
  const released = pausesToEnd(holds, scope, reason, today);
  const says = released.length === 0 ? `The ${scope} was not paused.` : `The ${scope} goes on.`;
  return { says, refused: false, hold: null, released };
}

/** The part of a pause that lies behind when it is recorded; null when it is all ahead. */
export function daysBehind(
  { from, until }: Pick<AskedPause, 'from' | 'until'>,
  today: Day,
): { readonly from: Day; readonly to: Day } | null {
  return from < today ? { from, to: Math.min(until ?? today, today) } : null;
}

function overlapped(
  holds: readonly Hold[],
  { scope, reason, from, until }: AskedPause,
  calendar: Calendar,
): readonly Hold[] {
  return holds.filter((hold) => {
    if (hold.scope !== scope || hold.reason !== reason) return false;
    const days = daysOf(hold, calendar);
    const hasDays = days.to === null || days.to > days.from;
    return hasDays && (days.to === null || days.to > from) && (until === null || days.from < until);
  });
}

function isSame(hold: Hold, { kind, from, until }: AskedPause): boolean {
  return hold.kind === kind && hold.until === until && hold.from <= from && hold.releasedAt === null;
}

function covers(hold: Hold, { kind, from, until }: AskedPause, calendar: Calendar): boolean {
  const days = daysOf(hold, calendar);
  const isAsStrong = hold.kind === kind || hold.kind === HoldKind.FULL;
  return isAsStrong && days.from <= from && (days.to === null || (until !== null && days.to >= until));
}
