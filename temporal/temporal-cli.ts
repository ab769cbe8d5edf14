import { atLeast, type Env, findOnPath, outputOf } from './executables.mjs';

/** The oldest Temporal CLI whose server can skip time. */
export const LEAST_CLI = '1.9';

/** The Temporal CLI on the PATH, or in words why there is none that would do. */
export async function findTemporalCli(
  env: Env,
): Promise<{ file: string; version: string } | { why: string }> {
  const file = findOnPath('temporal', env);
  if (!file) return { why: `no temporal CLI on the PATH (${LEAST_CLI} or newer is needed)` };
  const version = /version v?(\d+(?:\.\d+)+)/.exec((await outputOf(file, ['--version'], env)) ?? '')?.[1];
  if (!version) return { why: `${file} does not tell its version` };
  if (!atLeast(version, LEAST_CLI)) {
    return { why: `the temporal CLI ${version} is too old (${LEAST_CLI} or newer is needed)` };
  }
  return { file, version };
}
