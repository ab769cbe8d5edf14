import { costsProblems } from './costs-problems.ts';
import { feeProblems } from './fee-problems.ts';
import { interestProblems } from './interest-problems.ts';
import { type ChargePolicy, type ChargeProblems, Found } from './problem.ts';

/**
 * What is wrong with the charges of a policy by the law of the creditor's country towards each kind of customer.
 *
 * The law of the day of publishing counts; letters are held against the law of their own day once more.
 */
export function problemsOfCharges(policy: ChargePolicy): ChargeProblems {
  const found = new Found();
  feeProblems(policy, found);
  interestProblems(policy, found);
  costsProblems(policy, found);
  const { refused, notes } = found;
  return { refused, notes };
}
