import { LevelKind } from '../../invoice/policy.ts';
import { CustomerKind } from '../../kernel/customer-kind.ts';
import { CostsAfter, type CostsLaw, CostsWith } from '../costs-law.ts';
import { FOURTEEN_DAYS } from '../fourteen-day-letter.ts';
import { statutoryScale } from '../statutory-costs.ts';
import { WHOM } from '../whom.ts';
import type { ChargePolicy, Found } from './problem.ts';

/** With so many days a letter by post never asks for payment before its 14 days are over. */
const DAYS_WITH_POST = 21;

export function costsProblems(policy: ChargePolicy, found: Found): void {
  const { charges, country, currency, on } = policy;
  for (const kind of Object.values(CustomerKind)) {
    const rule = charges.costs[kind];
    if (rule.kind === 'none') continue;
    const path = ['costs', kind];
    const scale = statutoryScale({ country, currency, kind, on });
    if (!scale.ok) {
      if (rule.kind === 'statutory') found.refuse(path, scale.reason);
      else {
        found.note(
          path,
          `costs of ${WHOM[kind]} in ${country} are not covered: they are not held against the law`,
        );
      }
      continue;
    }
    if (rule.kind === 'fixed' && scale.law.isMost) {
      found.note(path, `never more than ${scale.law.scales.name} is charged (${scale.law.scales.law})`);
    }
    if (scale.law.after === CostsAfter.FOURTEEN_DAY_LETTER) letterProblems(policy, kind, found);
    feeProblemsBeside(policy, kind, scale.law, found);
  }
}

/** The notice is the 14-day letter: a term too short cannot be mended by waiting longer. */
function letterProblems({ levels }: ChargePolicy, kind: CustomerKind, found: Found): void {
  for (const { kind: levelKind, name, paymentDays = FOURTEEN_DAYS } of levels) {
    if (levelKind !== LevelKind.notice) continue;
    if (paymentDays < FOURTEEN_DAYS) {
      found.refuse(
        ['costs', kind],
        `level ${name} leaves ${paymentDays} days, but ${WHOM[kind]} owe costs only after ${FOURTEEN_DAYS} days from the day after it arrived; write paymentDays: ${FOURTEEN_DAYS} or more (art. 6:96 lid 6 BW)`,
      );
    } else if (paymentDays < DAYS_WITH_POST) {
      found.note(
        ['costs', kind],
        `the 14 days of a notice by post can end after its deadline of ${paymentDays} days; paymentDays: ${DAYS_WITH_POST} keeps the two together (art. 6:96 lid 6 BW)`,
      );
    }
  }
}

/** A flat sum covers what recovery costs up to it. */
function feeProblemsBeside(
  { levels, charges }: ChargePolicy,
  kind: CustomerKind,
  law: CostsLaw,
  found: Found,
): void {
  const hasFees = levels.some(({ name }) => (charges.fees[name]?.[kind].kind ?? 'none') !== 'none');
  if (law.with !== CostsWith.LETTER || !hasFees) return;
  found.note(
    ['costs', kind],
    `${law.scales.name} covers recovery costs up to its amount; whether fees of letters come on top is for the creditor to know (Directive 2011/7/EU, art. 6(3))`,
  );
}
