import { type Day, dayFrom, formatDay } from '../kernel/day.ts';
import { Compounding } from './interest-law.ts';
import type { InterestTerms } from './interest-terms.ts';
import { interestOf, type Rate } from './rate.ts';
import { rowOn, type Table, whyNoRow } from './table.ts';

/** How an invoice stands from a day on, that day's bookings included. */
export interface Standing {
  readonly from: Day;
  /** Open principal in minor units. */
  readonly principal: number;
  /** What of the interest booked so far was paid, credited, waived or written off. */
  readonly interestSettled: number;
}

/** Days on which rate and principal stay the same, and what they came to. */
export interface Segment {
  readonly from: Day;
  /** The last day, included. */
  readonly through: Day;
  readonly days: number;
  readonly rate: Rate;
  readonly principal: number;
  /** Interest of years gone by that earns interest itself. */
  readonly capitalised: number;
  /** Minor units, half of one rounded up. */
  readonly amount: number;
  readonly source: string;
}

/** Interest with how every cent of it came about, or why it cannot be reckoned. */
export type Accrual =
  | { readonly ok: true; readonly segments: readonly Segment[]; readonly total: number }
  | { readonly ok: false; readonly reason: string };

interface Span {
  readonly terms: InterestTerms;
  /** The first day that earns interest. */
  readonly from: Day;
  /** The last day that earns interest, included. */
  readonly through: Day;
  /** In order of their days; before the first nothing is open. */
  readonly standings: readonly Standing[];
}

/**
 * What the open principal of each day earned from the first day through the last, both included: actual days over
 * 365, cut where the rate or the principal changes and, where interest is capitalised, after each year.
 *
 * A payment counts on its day, which then earns nothing on it. Fees and costs are no principal and earn nothing.
 */
export function accrueInterest(span: Span): Accrual {
  const segments: Segment[] = [];
  let total = 0;
  for (const year of yearsOf(span)) {
    const stretches = stretchesOf(span, year, total);
    if ('reason' in stretches) return { ok: false, reason: stretches.reason };
    for (const stretch of stretches) {
      const days = stretch.through - stretch.from + 1;
      const amount = interestOf(stretch.principal + stretch.capitalised, stretch.rate, days);
      segments.push({ ...stretch, days, amount });
      total += amount;
    }
  }
  return { ok: true, segments, total };
}

/**
 * What a booking adds: all that accrued up to its day less what was booked before it. So the sum of the bookings is
 * what one booking at the end would have been, however many letters lay between; a payment that was told late can
 * leave nothing to book, and takes nothing back.
 */
export function interestToBook(accrued: number, booked: number): number {
  return Math.max(0, accrued - booked);
}

interface Year {
  readonly from: Day;
  readonly through: Day;
}

/** The whole span, cut after each year where interest is capitalised. A year from 29 February ends on the next 28th. */
function yearsOf({ terms: { compounding }, from, through }: Span): Year[] {
  if (through < from) return [];
  if (compounding === Compounding.NEVER) return [{ from, through }];
  const years: Year[] = [];
  for (let start = from, n = 1; start <= through; n++) {
    const next = anniversary(from, n);
    years.push({ from: start, through: Math.min(through, next - 1) });
    start = next;
  }
  return years;
}

/** The same date that many years later; 1 March where there is no 29 February. */
function anniversary(day: Day, years: number): Day {
  const [year = 0, month = 1, dayOfMonth = 1] = formatDay(day).split('-').map(Number);
  return dayFrom(year + years, month, dayOfMonth) ?? (dayFrom(year + years, 3, 1) as Day);
}

type Stretch = Omit<Segment, 'days' | 'amount'>;

/** The stretches of a year in which nothing changes; `earned` is the interest of the years before it. */
function stretchesOf(
  { terms: { rates, instead }, standings }: Span,
  year: Year,
  earned: number,
): Stretch[] | { readonly reason: string } {
  const stretches: Stretch[] = [];
  const starts = daysOfChange(rates, standings, year);
  for (const [i, from] of starts.entries()) {
    const standing = standings.findLast((one) => one.from <= from);
    const principal = standing?.principal ?? 0;
    const capitalised = Math.max(0, earned - (standing?.interestSettled ?? 0));
    if (principal + capitalised === 0) continue;
    const row = rowOn(rates, from);
    if (row === undefined) return { reason: whyNoRow(rates, from, instead) };
    const through = (starts[i + 1] ?? year.through + 1) - 1;
    const stretch = { from, through, rate: row.value, principal, capitalised, source: row.source };
    const last = stretches.at(-1);
    if (last !== undefined && goesOn(last, stretch)) stretches[stretches.length - 1] = { ...last, through };
    else stretches.push(stretch);
  }
  return stretches;
}

function goesOn(last: Stretch, next: Stretch): boolean {
  const { through, rate, principal, capitalised } = last;
  const isSame = rate === next.rate && principal === next.principal && capitalised === next.capitalised;
  return isSame && through === next.from - 1;
}

/** The days of the year on which something may change, its first day among them. */
function daysOfChange(rates: Table<Rate>, standings: readonly Standing[], { from, through }: Year): Day[] {
  // Where a gap of the table begins, no row says.
  const ofRates = rates.rows.flatMap((row) => (row.until === null ? [row.from] : [row.from, row.until + 1]));
  const changes = [...standings.map((one) => one.from), ...ofRates];
  const inside = changes.filter((day) => day > from && day <= through);
  return [...new Set([from, ...inside])].sort((a, b) => a - b);
}
