import { stringify } from 'yaml';
import type { CaseCondition } from '../../domain/case/configuration.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import type { WrittenConfiguration } from './build.ts';

/** Configurations as the file that says the same, with every default written out. */
export function writeCollectors(configurations: readonly WrittenConfiguration[]): string {
  return stringify(configurations.map(configurationFile), {
    lineWidth: 0,
    defaultStringType: 'PLAIN',
    aliasDuplicateObjects: false,
  });
}

/** A configuration as it is written: amounts as decimals. */
export function configurationFile<Written extends WrittenConfiguration>(configuration: Written) {
  return { ...configuration, conditions: configuration.conditions.map(conditionFile) };
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
