// Finds a Go that can build the server. Plain JavaScript: set-up needs it before anything is installed.
import { tmpdir } from 'node:os';
import { atLeast, findOnPath, outputOf } from './executables.mjs';

/** The oldest Go that the Temporal server module accepts. */
export const LEAST_GO = '1.26.8';

/**
 * The Go on the PATH, or in words why there is none that would do.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {Promise<{ file: string, version: string } | { why: string }>}
 */
export async function findGo(env) {
  const file = findOnPath('go', env);
  if (!file) return { why: `no Go on the PATH (${LEAST_GO} or newer is needed)` };
  // GOTOOLCHAIN=local: the question is what is here, not what Go would fetch for some go.mod around us.
  const text = await outputOf(file, ['version'], { HOME: tmpdir(), ...env, GOTOOLCHAIN: 'local' });
  const version = /go(\d+\.\d+(\.\d+)?)/.exec(text ?? '')?.[1];
  if (!version) return { why: `${file} does not tell its version` };
  if (!atLeast(version, LEAST_GO))
    return { why: `Go ${version} is too old (${LEAST_GO} or newer is needed)` };
  return { file, version };
}
