import { formatProblem, type Problem } from '../../config/problem.ts';
import type { Context } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';

/** Prints everything that is wrong with a file, and fails. */
export async function failWithProblems(
  { output }: Pick<Context, 'output'>,
  file: string,
  problems: readonly Problem[],
): Promise<never> {
  if (output.isJson) {
    await output.json({ ok: false, problems });
    throw new WorkFailed();
  }
  throw new WorkFailed(problems.map((problem) => formatProblem(file, problem)).join('\n'));
}
