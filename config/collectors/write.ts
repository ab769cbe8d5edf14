import type { CaseCondition } from '../../domain/case/configuration.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { writeYaml } from '../yaml.ts';
import type { WrittenConfiguration } from './build.ts';

/** Configurations as the file that says the same, with every default written out. */
export function writeCollectors(configurations: readonly WrittenConfiguration[]): string {
  return writeYaml(configurations.map(configurationFile));
}

/** A configuration as it is written: amounts as decimals. */
export function configurationFile<Written extends WrittenConfiguration>(configuration: Written) {
  return { ...configuration, conditions: configuration.conditions.map(conditionFile) };
}

function conditionFile(condition: CaseCondition) {
  if (condition.kind !== 'amount') return condition;
  const { atLeast, below, ...rest } = condition;
  return {
    ...rest,
    ...(atLeast === undefined ? {} : { atLeast: formatAmount(atLeast, rest.currency) }),
    ...(below === undefined ? {} : { below: formatAmount(below, rest.currency) }),
  };
}
