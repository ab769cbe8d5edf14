import type { WrittenConfiguration } from '../../config/collectors/build.ts';
import { loadCollectorsFile } from '../../config/collectors/load.ts';
import { configurationHash } from '../../config/hash.ts';
import { formatProblem } from '../../config/problem.ts';
import { queueWakesOfUnconfigured } from '../../db/case/wake.ts';
import {
  type ConfigurationPublished,
  publishConfigurations,
} from '../../db/creditor/collector-configurations.ts';
import type { Database } from '../../db/database.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { WorkFailed } from '../kit/failures.ts';

/** Reads a file of collector configurations, or says everything that is wrong with it. */
export async function readCollectorsFile(file: string): Promise<readonly WrittenConfiguration[]> {
  const loaded = await loadCollectorsFile(file);
  if (loaded.ok) return loaded.configurations;
  throw new WorkFailed(loaded.problems.map((problem) => formatProblem(file, problem)).join('\n'));
}

/** Publishes configurations; cases that waited for one look again when something changed. */
export async function publishCollectors(
  db: Database,
  configurations: readonly WrittenConfiguration[],
  asOf: Instant,
  by: string,
): Promise<{ readonly published: readonly ConfigurationPublished[]; readonly woken: number }> {
  return db.transaction(async (tx) => {
    const publication = { configurations, hashOf: configurationHash, at: asOf, by };
    const published = await publishConfigurations(tx, publication);
    const isChanged = published.some(({ change }) => change !== 'unchanged');
    const woken = isChanged ? await queueWakesOfUnconfigured(tx, 'configurations published', asOf) : 0;
    return { published, woken };
  });
}
