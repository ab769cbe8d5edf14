import { createCalendar } from '../../calendar/calendar.ts';
import type { Creditor, Level, Policy } from '../../domain/invoice/policy.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import { CustomerKind } from '../../domain/kernel/customer-kind.ts';
import { type Day, parseDay } from '../../domain/kernel/day.ts';
import { breachesOf, type PathTerms } from '../../domain/letters/path-law.ts';
import { lastDayOfReminderTerm } from '../../domain/money/sent-letter.ts';
import type { BrokenRule } from '../broken-rule.ts';

/** Years in which holidays fall together in every way: a letter of any of them has its whole term. */
const YEARS = { from: parseDay('2026-01-01') as Day, until: parseDay('2038-01-01') as Day };

/** What of a creditor's policy the law of its country does not allow towards consumers. */
export function lawRules(creditor: Creditor): readonly BrokenRule[] {
  return breachesOf(pathTerms(creditor)).map(({ level, key, reason }) => ({
    path: ['policy', 'levels', level, key],
    reason,
  }));
}

function pathTerms(creditor: Creditor): PathTerms {
  const { country, policy } = creditor;
  const levels = policy.levels.map((level) => ({
    kind: level.kind,
    gap: level.minDaysSincePrevious ?? 0,
    paymentDays: level.paymentDays ?? null,
    hasFee: isCharged(policy.charges, level),
  }));
  const asksFees = levels.some(({ hasFee }) => hasFee);
  return {
    country,
    levels,
    postalDays: policy.postalDays,
    longestReminderTerm: asksFees && country === 'BE' ? longestReminderTerm(createCalendar(creditor)) : 0,
  };
}

function isCharged(charges: Policy['charges'], { name }: Level): boolean {
  const fee = charges?.fees[name];
  return fee !== undefined && fee[CustomerKind.consumer].kind !== 'none';
}

/** Letters are sent on working days. */
function longestReminderTerm(calendar: Calendar): number {
  let longest = 0;
  for (let on = YEARS.from; on < YEARS.until; on++) {
    if (!calendar.isWorkingDay(on)) continue;
    longest = Math.max(longest, lastDayOfReminderTerm({ on, isByPost: true }, calendar) - on);
  }
  return longest;
}
