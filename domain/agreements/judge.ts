import type { Calendar } from '../kernel/calendar.ts';
import type { Day } from '../kernel/day.ts';
import { openAmount } from '../kernel/open-amount.ts';
import { addWorkingDays } from '../kernel/working-days.ts';
import { accountOn } from './account.ts';
import { type Agreement, AgreementStatus, type Instalment } from './agreement.ts';

/** An instalment may come so many working days late. */
const WORKING_DAYS_OF_GRACE = 3;

/** What the ledger says of an agreement as of a day. */
export interface Judged {
  readonly status:
    | typeof AgreementStatus.ACTIVE
    | typeof AgreementStatus.COMPLETED
    | typeof AgreementStatus.BROKEN;
  /** The day by which it was completed, or from which it is broken. */
  readonly on: Day | null;
  /** The instalment that was not kept. */
  readonly missed: Instalment | null;
}

type Judging = Pick<Agreement, 'madeOn' | 'instalments' | 'invoices'>;

/** The last day on which an instalment's money comes in time. */
export function lastDayOf({ dueOn }: Pick<Instalment, 'dueOn'>, calendar: Calendar): Day {
  return addWorkingDays(calendar, dueOn, WORKING_DAYS_OF_GRACE);
}

/** What was paid on the invoices of an agreement since it was made, up to and including a day. */
export function paidBy({ invoices }: Pick<Agreement, 'invoices'>, day: Day): number {
  return invoices.reduce((sum, { ledger, paidBefore }) => sum + accountOn(ledger, day).paid - paidBefore, 0);
}

/**
 * What had to be paid with this instalment and those before it. What was credited or waived since shortens an agreement
 * from its end: nobody pays more than is left.
 */
function askedWith({ invoices, instalments }: Judging, { nr }: Instalment, day: Day): number {
  const agreed = instalments.reduce((sum, one) => sum + (one.nr <= nr ? one.amount : 0), 0);
  const left = invoices.reduce(
    (sum, { ledger, openBefore, forgivenBefore }) =>
      sum + openBefore - (accountOn(ledger, day).forgiven - forgivenBefore),
    0,
  );
  return Math.min(agreed, Math.max(0, left));
}

/** True when an instalment is covered by what was paid up to a day. */
export function isCovered(agreement: Judging, instalment: Instalment, day: Day): boolean {
  const asked = askedWith(agreement, instalment, day);
  return asked === 0 || paidBy(agreement, day) >= asked;
}

/** True when all that was agreed is paid by the end of a day, or nothing of its invoices is open. */
function isFulfilled(agreement: Judging, day: Day): boolean {
  const last = agreement.instalments.at(-1);
  if (last === undefined || isCovered(agreement, last, day)) return true;
  return agreement.invoices.every(({ amount, ledger }) => openAmount(amount, ledger, day).total === 0);
}

/** The instalment that was to be paid by the end of that day and is not; null when none is. */
function missedOn(agreement: Judging, calendar: Calendar, day: Day): Instalment | null {
  const last = agreement.instalments.findLast((one) => lastDayOf(one, calendar) <= day);
  if (last === undefined || isCovered(agreement, last, day)) return null;
  return agreement.instalments.find((one) => !isCovered(agreement, one, day)) ?? last;
}

/**
 * Kept or broken, by the ledger alone: at the end of each day since an agreement was made, what was paid on its invoices
 * reaches what was to be paid by then, or it is broken from the next day on. An instalment is to be paid by the end of
 * the third working day after it is due; what is taken back later counts from its own day on. So it does not matter when
 * or how often this is asked.
 */
export function judge(agreement: Judging, calendar: Calendar, today: Day): Judged {
  for (const day of daysThatCount(agreement, calendar, today)) {
    if (isFulfilled(agreement, day)) return { status: AgreementStatus.COMPLETED, on: day, missed: null };
    const missed = day < today ? missedOn(agreement, calendar, day) : null;
    if (missed !== null) return { status: AgreementStatus.BROKEN, on: day + 1, missed };
  }
  return { status: AgreementStatus.ACTIVE, on: null, missed: null };
}

/** Days up to today on whose evening anything may be otherwise than on the evening before. */
function daysThatCount({ madeOn, instalments, invoices }: Judging, calendar: Calendar, today: Day): Day[] {
  const booked = invoices.flatMap(({ ledger }) => ledger.map(({ bookedOn }) => bookedOn));
  const ends = instalments.map((one) => lastDayOf(one, calendar));
  const days = [madeOn, ...booked, ...ends].filter((day) => day >= madeOn && day <= today);
  return [...new Set(days)].sort((a, b) => a - b);
}

/** The day on which an active agreement may be broken unless more is paid; null when all its days lie behind. */
export function judgedNextOn(agreement: Judging, calendar: Calendar, today: Day): Day | null {
  const ends = agreement.instalments.map((one) => lastDayOf(one, calendar)).filter((day) => day >= today);
  // Short already, by what was taken back today: the day is waited for to its end.
  if (missedOn(agreement, calendar, today) !== null) return today + 1;
  return ends.length === 0 ? null : Math.min(...ends) + 1;
}
