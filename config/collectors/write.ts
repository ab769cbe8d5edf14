import { stringify } from 'yaml';
import type { CaseCondition } from '../../domain/case/configuration.ts';
import { formatAmount } from '../../domain/money.ts';
import type { WrittenConfiguration } from './build.ts';

/** Configurations as the file that says the same, with every default written out. */
export function writeCollectors(configurations: readonly WrittenConfiguration[]): string {
  const file = configurations.map((one) => ({ ...one, conditions: one.conditions.map(conditionFile) }));
  return stringify(file, { lineWidth: 0, defaultStringType: 'PLAIN', aliasDuplicateObjects: false });
}

function conditionFile(condition: CaseCondition) {
  if (condition.kind !== 'amount') return condition;
  const { kind, currency, atLeast, below } = condition;
  return {
    kind,
    currency,
    ...(atLeast === undefined ? {} : { atLeast: formatAmount(atLeast, currency) }),
    ...(below === undefined ? {} : { below: formatAmount(below, currency) }),
  };
}
