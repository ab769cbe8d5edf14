import type { Day } from '../kernel/day.ts';
import { formatDay } from '../kernel/day.ts';
import { decimalsOf, money } from '../kernel/money.ts';
import { addMonths } from '../kernel/months.ts';
import type { Instalment } from './agreement.ts';
import type { AgreementSettings } from './settings.ts';

export const PlanRhythm = { WEEK: 'week', MONTH: 'month' } as const;
export type PlanRhythm = (typeof PlanRhythm)[keyof typeof PlanRhythm];

/** How the parts of a total are made even: to the cent, or to whole units with the difference in the last. */
export const PlanRounding = { NONE: 'none', WHOLE: 'whole' } as const;
export type PlanRounding = (typeof PlanRounding)[keyof typeof PlanRounding];

export interface PlanTerms {
  /** Minor units. */
  readonly total: number;
  readonly currency: string;
  readonly every: PlanRhythm;
  readonly firstOn: Day;
  readonly rounding: PlanRounding;
  /** So many, all alike but the last; or as many as it takes of one amount. */
  readonly by: { readonly count: number } | { readonly amount: number };
}

/** The instalments of a plan; undefined when the total is too little for so many. */
export function instalmentsOf(terms: PlanTerms): readonly Instalment[] | undefined {
  const { total } = terms;
  const amount = 'amount' in terms.by ? terms.by.amount : partOf(terms, terms.by.count);
  const count = 'amount' in terms.by ? Math.ceil(total / terms.by.amount) : terms.by.count;
  if (amount < 1 || count < 1) return undefined;
  return Array.from({ length: count }, (_, i) => ({
    nr: i + 1,
    dueOn: dueOn(terms, i),
    // The difference is in the last.
    amount: i + 1 < count ? amount : total - amount * (count - 1),
  }));
}

function partOf({ total, currency, rounding }: PlanTerms, count: number): number {
  const unit = rounding === PlanRounding.WHOLE ? 10 ** decimalsOf(currency) : 1;
  return Math.floor(total / count / unit) * unit;
}

/** Counted from the first, so that a plan that begins on the 31st comes back to it after a short month. */
function dueOn({ every, firstOn }: PlanTerms, i: number): Day {
  return every === PlanRhythm.WEEK ? firstOn + 7 * i : addMonths(firstOn, i);
}

/** Why a creditor does not agree to instalments like these; null when it does. */
export function whyNotAgreed(
  instalments: readonly Instalment[],
  { mostInstalments, longestDays, leastInstalment }: AgreementSettings,
  currency: string,
  today: Day,
): string | null {
  const [first] = instalments;
  const last = instalments.at(-1);
  if (first === undefined || last === undefined) return 'There is nothing to pay in parts.';
  if (first.dueOn < today) return `The first day, ${formatDay(first.dueOn)}, lies behind.`;
  if (instalments.length > mostInstalments) {
    return `That would be ${instalments.length} instalments; the creditor agrees to ${mostInstalments} at most.`;
  }
  if (last.dueOn > today + longestDays) {
    return `The last day would be ${formatDay(last.dueOn)}; the creditor agrees to ${longestDays} days at most, until ${formatDay(today + longestDays)}.`;
  }
  if (instalments.length > 1 && first.amount < leastInstalment) {
    return `An instalment would be ${money(first.amount, currency)}; the creditor agrees to no less than ${money(leastInstalment, currency)}.`;
  }
  return null;
}
