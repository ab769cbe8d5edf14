import { CustomerKind } from '../../kernel/customer-kind.ts';
import { type InterestRule, InterestStart } from '../charge-rules.ts';
import { InterestBegins, interestLaw } from '../interest-law.ts';
import { interestTerms } from '../interest-terms.ts';
import { formatRate } from '../rate.ts';
import { rowOn, whyNoRow } from '../table.ts';
import { WHOM } from '../whom.ts';
import type { ChargePolicy, Found } from './problem.ts';

export function interestProblems(policy: ChargePolicy, found: Found): void {
  const { charges, country, on } = policy;
  for (const kind of Object.values(CustomerKind)) {
    const rule = charges.interest[kind];
    if (rule.kind === 'none') continue;
    const path = ['interest', kind];
    const terms = interestTerms(rule, country, kind);
    if (!terms.ok) {
      found.refuse(path, terms.reason);
      continue;
    }
    if (rule.kind === 'statutory') {
      const table = terms.terms?.rates;
      if (table !== undefined && rowOn(table, on) === undefined) {
        found.refuse(path, whyNoRow(table, on, terms.terms?.instead ?? ''));
      }
    } else ownRateProblems(policy, kind, rule, found);
    startProblems(policy, kind, rule, found);
  }
}

function ownRateProblems(
  { country, on }: ChargePolicy,
  kind: CustomerKind,
  { rates }: Extract<InterestRule, { kind: 'own' }>,
  found: Found,
): void {
  const most = interestLaw(country, kind)?.most;
  if (most === undefined) {
    found.note(
      ['interest', kind],
      `a rate of your own for ${WHOM[kind]} in ${country} is not covered: it is not held against the law`,
    );
    return;
  }
  const row = rowOn(most.rates, on);
  if (row === undefined) {
    found.note(['interest', kind], whyNoRow(most.rates, on, 'rates of the policy are not held against it'));
    return;
  }
  // Rates that others follow by now are history.
  const standing = rates.filter((_, i) => (rates[i + 1]?.from ?? on + 1) > on);
  for (const { rate } of standing) {
    if (rate <= row.value) continue;
    found.refuse(
      ['interest', kind],
      `asks ${formatRate(rate)} of ${WHOM[kind]}, but at most ${formatRate(row.value)} may be agreed (${most.law})`,
    );
  }
}

function startProblems(
  { country }: ChargePolicy,
  kind: CustomerKind,
  rule: InterestRule,
  found: Found,
): void {
  if (rule.kind === 'none' || rule.start !== InterestStart.due) return;
  const begins = interestLaw(country, kind)?.begins;
  switch (begins) {
    case undefined:
    case InterestBegins.AFTER_DUE:
      return;
    case InterestBegins.AFTER_REMINDER_TERM:
      found.refuse(
        ['interest', kind],
        'cannot start with the due date: consumers owe interest only after a free reminder; write start: law (art. XIX.2 CEL)',
      );
      return;
    case InterestBegins.AFTER_REMINDER:
    case InterestBegins.AFTER_REMINDER_OR_30_DAYS:
      found.note(
        ['interest', kind],
        'interest starts with the due date only where that was agreed as a day of the calendar (§ 286 Abs. 2 BGB)',
      );
      return;
    default:
      begins satisfies never;
  }
}
