// Finds programs on a PATH and asks them for their version. Plain JavaScript: set-up needs it too.
import { execFile } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The first executable file of that name on the PATH of `env`, or undefined.
 *
 * @param {string} name
 * @param {Record<string, string | undefined>} env
 * @returns {string | undefined}
 */
export function findOnPath(name, env) {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const folder of (env.PATH ?? env.Path ?? '').split(delimiter)) {
    for (const ending of folder ? endings : []) {
      const file = join(folder, name + ending);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

/**
 * The text a program prints for the arguments; undefined when it fails or takes longer than ten seconds.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} env
 * @param {string} [cwd]
 * @returns {Promise<string | undefined>}
 */
export function outputOf(file, args, env, cwd) {
  return new Promise((resolve) => {
    execFile(file, args, { env, cwd, timeout: 10_000, maxBuffer: 2 ** 24 }, (error, stdout) =>
      resolve(error ? undefined : stdout),
    );
  });
}

/**
 * True when the version `1.26.10` is at least `1.26.8`; missing parts count as 0.
 *
 * @param {string} version
 * @param {string} least
 * @returns {boolean}
 */
export function atLeast(version, least) {
  const [have, want] = [version, least].map((text) => text.split('.').map(Number));
  for (let i = 0; i < want.length; i++) {
    const difference = (have[i] ?? 0) - want[i];
    if (difference !== 0) return difference > 0;
  }
  return true;
}

/** @param {string} file */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
