import { AmountSign, parseAmount } from '../../domain/kernel/money.ts';
import { type BrokenRule, type Fields, fields } from '../broken-rule.ts';
import { isCurrency } from '../currency.ts';
import type { PathStep } from '../problem.ts';

/** The rules that look at more than one field of a file of configurations; faulty fields are passed over. */
export function collectorRules(file: unknown): BrokenRule[] {
  if (!Array.isArray(file)) return [];
  const configurations = file.map(fields);
  return [...nameRules(configurations), ...configurations.flatMap(conditionRules)];
}

function nameRules(configurations: readonly Fields[]): BrokenRule[] {
  const names = new Map<string, number>();
  return configurations.flatMap(({ name: written }, i) => {
    if (typeof written !== 'string') return [];
    // People who ask for one by name do not mind its capitals.
    const name = written.toLowerCase();
    const first = names.get(name);
    if (first === undefined) {
      names.set(name, i);
      return [];
    }
    return [{ path: [i, 'name'], reason: `is the name of [${first}] already; give each its own` }];
  });
}

function conditionRules({ conditions }: Fields, position: number): BrokenRule[] {
  if (!Array.isArray(conditions)) return [];
  const written = conditions.map(fields);
  return written.flatMap((condition, i) => {
    const broken = (reason: string, ...path: PathStep[]): BrokenRule => ({
      path: [position, 'conditions', i, ...path],
      reason,
    });
    const first = written.findIndex(({ kind }) => kind === condition.kind);
    if (typeof condition.kind === 'string' && first < i) {
      return [broken(`is what conditions[${first}] is about already; say it in one`, 'kind')];
    }
    if (condition.kind === 'amount') return amountRules(condition, broken);
    if (condition.kind === 'age') return ageRules(condition, broken);
    return [];
  });
}

type Broken = (reason: string, ...path: PathStep[]) => BrokenRule;

/** Amounts have the decimals of their currency, so they are judged together with it. */
function amountRules({ currency, atLeast, below }: Fields, broken: Broken): BrokenRule[] {
  if (atLeast === undefined && below === undefined) return [broken('needs atLeast, below or both')];
  if (typeof currency !== 'string' || !isCurrency(currency)) return [];
  const judge = (written: unknown, sign: AmountSign, key: string) => {
    if (typeof written !== 'string' || !/^\d+(\.\d+)?$/.test(written)) return {};
    const amount = parseAmount(written, currency, sign);
    return amount.ok ? { minor: amount.minor } : { problem: broken(amount.reason, key) };
  };
  const least = judge(atLeast, AmountSign.notNegative, 'atLeast');
  const limit = judge(below, AmountSign.positive, 'below');
  return [
    ...(least.problem ? [least.problem] : []),
    ...(limit.problem ? [limit.problem] : []),
    ...emptyRange(least.minor, limit.minor, () => broken(`is not more than atLeast (${atLeast})`, 'below')),
  ];
}

function ageRules({ atLeastDays, underDays }: Fields, broken: Broken): BrokenRule[] {
  if (atLeastDays === undefined && underDays === undefined) {
    return [broken('needs atLeastDays, underDays or both')];
  }
  return emptyRange(atLeastDays, underDays, () =>
    broken(`is not more than atLeastDays (${atLeastDays})`, 'underDays'),
  );
}

function emptyRange(least: unknown, limit: unknown, problem: () => BrokenRule): BrokenRule[] {
  return typeof least === 'number' && typeof limit === 'number' && limit <= least ? [problem()] : [];
}
