import { didYouMean } from '../../config/nearest.ts';
import type {
  CaseCondition,
  CollectorConfiguration,
  CollectorSettings,
} from '../../domain/case/configuration.ts';
import { CollectorKind } from '../../domain/case/configuration.ts';
import { money } from '../kit/format.ts';

/** How a collector is reached, in a few words. */
export function collectorInWords(settings: CollectorSettings): string {
  switch (settings.kind) {
    case CollectorKind.HAND:
      return 'by hand';
    case CollectorKind.FILE:
      return `files in ${settings.folder}${settings.acknowledged ? ', acknowledged' : ''}`;
    case CollectorKind.HTTPS:
      return settings.url;
    default:
      return settings satisfies never;
  }
}

/** A condition in a few words. */
export function conditionInWords(condition: CaseCondition): string {
  switch (condition.kind) {
    case 'amount': {
      const { currency, atLeast, below } = condition;
      return limits(
        atLeast === undefined ? undefined : `at least ${money(atLeast, currency)}`,
        below === undefined ? undefined : `below ${money(below, currency)}`,
      );
    }
    case 'currency':
      return `in ${condition.oneOf.join(' or ')}`;
    case 'country':
      return `debtor in ${condition.oneOf.join(' or ')}`;
    case 'customerKind':
      return `debtor is a ${condition.is}`;
    case 'age': {
      const { atLeastDays, underDays } = condition;
      return limits(
        atLeastDays === undefined ? undefined : `due at least ${atLeastDays} days ago`,
        underDays === undefined ? undefined : `due under ${underDays} days ago`,
      );
    }
    default:
      return condition satisfies never;
  }
}

function limits(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(', ');
}

export function noSuchConfiguration(name: string, current: readonly CollectorConfiguration[]): string {
  const names = current.map((one) => one.name);
  return `There is no configuration ${name}${didYouMean(name, names) || `: there are ${names.join(', ')}.`}`;
}
