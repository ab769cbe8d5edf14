import { buildServer } from '../../temporal/build-server.mjs';
import { findGo } from '../../temporal/go-toolchain.mjs';
import { takeCachedServer } from '../../temporal/server-cache.mjs';

/**
 * Builds the Temporal server once, when it will be wanted and Go is here. Never fails: whoever starts a server
 * tries other ways too, and says what to install when none works.
 *
 * @param {{ env: NodeJS.ProcessEnv, progress: import('./progress.mjs').Progress }} options
 */
export async function prepareTemporalServer({ env, progress }) {
  if (env.TEMPORAL_ADDRESS || env.TEMPORAL_PROFILE || takeCachedServer(env)) return;
  const go = await findGo(env);
  if ('why' in go) return;
  const task = progress.begin('Temporal server');
  try {
    await buildServer({ go, env, onProgress: task.update });
    task.done('built, this was the only time');
  } catch (error) {
    task.done(`not built, other ways are tried at the start: ${error.message}`);
  }
}
