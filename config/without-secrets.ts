import type { Problem } from './problem.ts';

const SECRET = /(secrets?|password|token|key)(\[\d+\])?$/i;

/** What stands where a reference to a secret belongs may well be the secret: it is not repeated. */
export function withoutSecret(problem: Problem): Problem {
  if (problem.value === undefined || !SECRET.test(problem.path)) return problem;
  const { value: _, ...rest } = problem;
  return { ...rest, reason: `what stands there ${problem.reason}` };
}
