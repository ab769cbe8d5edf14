import type { Creditor } from '../../domain/invoice/policy.ts';
import type { Day } from '../../domain/kernel/day.ts';
import type { ChargeProblem } from '../../domain/money/problems/problem.ts';
import { problemsOfCharges } from '../../domain/money/problems/problems-of-charges.ts';
import { formatPath, type PathStep, type Problem } from '../problem.ts';

/** What the law of a creditor's country says on a day to what its policy charges. */
export interface LawOfCharges {
  /** With these it is not published. */
  readonly refused: readonly Problem[];
  /** What is not covered, or what the law asks beside. */
  readonly notes: readonly Problem[];
}

/**
 * Holds the charges of a policy against the law of that day. It is not part of reading a file: what was published
 * lawfully can still be read when a table has ended since.
 */
export function lawOfCharges({ policy, country, currency }: Creditor, on: Day): LawOfCharges {
  const { charges, levels } = policy;
  if (charges === undefined) return { refused: [], notes: [] };
  const { refused, notes } = problemsOfCharges({ levels, charges, country, currency, on });
  const inFile = ({ path, reason }: ChargeProblem): Problem => ({
    path: formatPath(['policy', ...keyOf(path, levels)]),
    reason,
  });
  return { refused: refused.map(inFile), notes: notes.map(inFile) };
}

/** The key of a creditor file that says what stands at this place of the rules: fees are keys of their levels. */
function keyOf(
  [part = '', level]: readonly string[],
  levels: Creditor['policy']['levels'],
): readonly PathStep[] {
  if (part !== 'fees') return [part];
  const position = levels.findIndex(({ name }) => name === level);
  return position < 0 ? ['levels'] : ['levels', position, 'fee'];
}
