import { formatProblem } from '../../config/problem.ts';
import { loadMapping } from '../../files/load-mapping.ts';
import type { Mapping } from '../../files/mapping.ts';
import { WorkFailed } from '../kit/failures.ts';

/** Reads a mapping file; fails with everything that is wrong with it. */
export async function readMapping(file: string | undefined): Promise<Mapping | undefined> {
  if (file === undefined) return undefined;
  const loaded = await loadMapping(file);
  if (loaded.ok) return loaded.mapping;
  throw new WorkFailed(loaded.problems.map((problem) => formatProblem(file, problem)).join('\n'));
}
