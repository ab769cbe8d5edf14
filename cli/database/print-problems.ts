import type { BookProblem } from '../../db/books/problem.ts';
import type { Output } from '../kit/output.ts';

/** Where books do not follow from what was written down. */
export async function printProblems(output: Output, problems: readonly BookProblem[]): Promise<void> {
  await output.rows(
    ['creditor', 'about', 'what is wrong'],
    problems.map(({ creditor, number, problem }) => [creditor, number, problem]),
  );
}
