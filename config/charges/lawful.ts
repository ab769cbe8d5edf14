import type { Creditor } from '../../domain/invoice/policy.ts';
import type { Day } from '../../domain/kernel/day.ts';
import type { ChargeProblem } from '../../domain/money/problems/problem.ts';
import { problemsOfCharges } from '../../domain/money/problems/problems-of-charges.ts';
import { formatPath } from '../problem.ts';

/** What the law of a creditor's country says of its policy, in sentences that name the field. */
export interface Lawful {
  /** Why it may not be published. */
  readonly refused: readonly string[];
  /** What nobody held against a law, or what the law asks beside. */
  readonly notes: readonly string[];
}

/** Holds what a policy adds against the law of the creditor's country on that day. */
export function heldAgainstTheLaw({ policy, country, currency }: Creditor, on: Day): Lawful {
  const { charges, levels } = policy;
  if (charges === undefined) return { refused: [], notes: [] };
  const { refused, notes } = problemsOfCharges({ levels, charges, country, currency, on });
  const inWords = ({ path, reason }: ChargeProblem) => `${fieldOf(path, levels)}: ${reason}`;
  return { refused: refused.map(inWords), notes: notes.map(inWords) };
}

/** Where it stands in a creditor file: `policy.levels[1].fee.consumer`. */
function fieldOf([part = '', ...rest]: readonly string[], levels: Creditor['policy']['levels']): string {
  if (part !== 'fees') return formatPath(['policy', part, ...rest]);
  const [name, ...kind] = rest;
  const index = levels.findIndex((level) => level.name === name);
  return index < 0 ? 'policy.levels: fee' : formatPath(['policy', 'levels', index, 'fee', ...kind]);
}
