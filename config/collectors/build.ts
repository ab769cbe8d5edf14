import type { CaseCondition, CollectorConfiguration } from '../../domain/case/configuration.ts';
import { minorOf } from '../values.ts';
import type { CollectorsFile } from './schema.ts';

/** What a configuration says, before publishing gives it a version. */
export type WrittenConfiguration = Omit<CollectorConfiguration, 'version'>;

/** The configurations that a checked file describes: amounts in minor units, defaults filled in. */
export function buildConfigurations(file: CollectorsFile): readonly WrittenConfiguration[] {
  return file.map((written) => ({ ...written, conditions: written.conditions.map(buildCondition) }));
}

function buildCondition(written: CollectorsFile[number]['conditions'][number]): CaseCondition {
  if (written.kind !== 'amount') return written;
  const { atLeast, below, ...condition } = written;
  return {
    ...condition,
    ...(atLeast === undefined ? {} : { atLeast: minorOf(atLeast, written.currency) }),
    ...(below === undefined ? {} : { below: minorOf(below, written.currency) }),
  };
}
