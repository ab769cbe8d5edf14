import type {
  CaseCondition,
  CollectorConfiguration,
  CollectorSettings,
} from '../../domain/case/configuration.ts';
import { parseAmount } from '../../domain/kernel/money.ts';
import type { CollectorsFile } from './schema.ts';

/** What a configuration says, before publishing gives it a version. */
export type WrittenConfiguration = Omit<CollectorConfiguration, 'version'>;

type Written = CollectorsFile[number];

/** The configurations that a checked file describes: amounts in minor units, defaults filled in. */
export function buildConfigurations(file: CollectorsFile): readonly WrittenConfiguration[] {
  return file.map((written) => ({
    ...written,
    collector: buildCollector(written.collector),
    conditions: written.conditions.map(buildCondition),
  }));
}

function buildCollector(written: Written['collector']): CollectorSettings {
  if (written.kind !== 'https') return written;
  const { ca, ...rest } = written;
  return ca === undefined ? rest : { ...rest, ca };
}

function buildCondition(written: Written['conditions'][number]): CaseCondition {
  switch (written.kind) {
    case 'amount': {
      const { kind, currency, atLeast, below } = written;
      return {
        kind,
        currency,
        ...(atLeast === undefined ? {} : { atLeast: minor(atLeast, currency) }),
        ...(below === undefined ? {} : { below: minor(below, currency) }),
      };
    }
    case 'age': {
      const { kind, atLeastDays, underDays } = written;
      return {
        kind,
        ...(atLeastDays === undefined ? {} : { atLeastDays }),
        ...(underDays === undefined ? {} : { underDays }),
      };
    }
    default:
      return written;
  }
}

/** Checked before; a failure here is a mistake of ours, not of the file. */
function minor(text: string, currency: string): number {
  const amount = parseAmount(text, currency);
  if (!amount.ok) throw new Error(`unchecked amount ${text}: ${amount.reason}`);
  return amount.minor;
}
