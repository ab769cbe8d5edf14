import { holidayTable } from '../../calendar/holidays.ts';
import type { Creditor, Level, Policy } from '../../domain/invoice/policy.ts';
import { CustomerKind } from '../../domain/kernel/customer-kind.ts';
import { type Day, parseDay } from '../../domain/kernel/day.ts';
import { lastFreeDayInBe, lastFreeDayInNl, longestTerm } from '../../domain/letters/free-term.ts';
import { breachesOf, type PathTerms } from '../../domain/letters/path-law.ts';
import type { BrokenRule } from '../broken-rule.ts';

/** Years in which no rarer turn of the holidays is left out: a letter of any of them has its whole term. */
const YEARS = { from: parseDay('2026-01-01') as Day, until: parseDay('2038-01-01') as Day };
const MS_PER_DAY = 86_400_000;

/** What of a creditor's policy the law of its country does not allow towards consumers. */
export function lawRules(creditor: Creditor): readonly BrokenRule[] {
  return breachesOf(pathTerms(creditor)).map(({ level, key, reason }) => ({
    path: ['policy', 'levels', level, key],
    reason,
  }));
}

function pathTerms({ country, policy }: Creditor): PathTerms {
  const { charges, levels, postalDays } = policy;
  const hasCosts = (charges?.costs[CustomerKind.consumer].kind ?? 'none') !== 'none';
  const terms = levels.map((level) => ({
    kind: level.kind,
    daysAfterDue: level.daysAfterDue,
    gap: level.minDaysSincePrevious ?? 0,
    paymentDays: level.paymentDays ?? null,
    hasFee: isCharged(charges, level),
  }));
  const asksMoney = hasCosts || terms.some(({ hasFee }) => hasFee);
  return {
    country,
    levels: terms,
    postalDays,
    hasCosts,
    longestTermByPost: asksMoney ? longestTermIn(country) : 0,
  };
}

function isCharged(charges: Policy['charges'], { name }: Level): boolean {
  const fee = charges?.fees[name];
  return fee !== undefined && fee[CustomerKind.consumer].kind !== 'none';
}

/** The most days from sending a letter on paper until its free term is over, where the law counts so. */
function longestTermIn(country: string): number {
  const code = country.slice(0, 2);
  const lastFreeDay = code === 'NL' ? lastFreeDayInNl : code === 'BE' ? lastFreeDayInBe : null;
  if (lastFreeDay === null) return 0;
  const table = holidayTable(code);
  const isHoliday = (day: Day) => table.ofYear(new Date(day * MS_PER_DAY).getUTCFullYear()).has(day);
  return longestTerm(lastFreeDay, isHoliday, YEARS.from, YEARS.until);
}
