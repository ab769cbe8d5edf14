import { loadChannelsFile, type WrittenChannels } from '../../config/channels/load.ts';
import { formatProblem } from '../../config/problem.ts';
import { WorkFailed } from '../kit/failures.ts';

/** Reads a file of channels, or says everything that is wrong with it. */
export async function readChannelsFile(file: string): Promise<WrittenChannels> {
  const loaded = await loadChannelsFile(file);
  if (loaded.ok) return loaded.channels;
  throw new WorkFailed(loaded.problems.map((problem) => formatProblem(file, problem)).join('\n'));
}
