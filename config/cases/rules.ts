import type { BrokenRule, Fields } from '../broken-rule.ts';

/** The rules of the cases section that look at more than one field. */
export function caseRules({ onPrincipalPaid = 'pause', waiveCostsAfterDays }: Fields): BrokenRule[] {
  if (waiveCostsAfterDays === undefined || onPrincipalPaid !== 'pause') return [];
  const reason = 'belongs to onPrincipalPaid: complete; leave it out, or write that';
  return [{ path: ['policy', 'cases', 'waiveCostsAfterDays'], reason }];
}
