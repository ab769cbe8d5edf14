// Names and keeps built servers in the user's cache. Plain JavaScript: set-up needs it before npm ci.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache-folder.mjs';
import { isExecutable } from './executables.mjs';

/** The Go sources of the server that belongs to this copy of Dunwell. */
export const SERVER_SOURCES = join(dirname(fileURLToPath(import.meta.url)), 'server');

const UNUSED_DAYS = 30;

/**
 * Where the build of these sources for this machine belongs. Any change of a source, of go.sum or of the
 * platform gives another folder, so a build is never out of date and two clones never fight.
 *
 * @param {Record<string, string | undefined>} env
 * @param {string} [sources]
 * @returns {{ folder: string, executable: string, lock: string }}
 */
export function cachedServer(env, sources = SERVER_SOURCES) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const name of readdirSync(sources).sort()) {
    if (/\.go$|^go\.(mod|sum)$/.test(name))
      hash.update(`\0${name}\0`).update(readFileSync(join(sources, name)));
  }
  const all = join(cacheFolder(env), 'temporal-server');
  const folder = join(all, hash.digest('hex').slice(0, 16));
  const name = process.platform === 'win32' ? 'temporal-server.exe' : 'temporal-server';
  return { folder, executable: join(folder, name), lock: `${folder}.lock` };
}

/**
 * The executable of a finished build, or undefined. Taking it marks it as used.
 *
 * @param {Record<string, string | undefined>} env
 * @param {string} [sources]
 * @returns {string | undefined}
 */
export function takeCachedServer(env, sources = SERVER_SOURCES) {
  const { executable } = cachedServer(env, sources);
  if (!isExecutable(executable)) return undefined;
  try {
    utimesSync(executable, new Date(), new Date());
  } catch {
    // A shared read-only cache is fine: only the clean-up would want to know.
  }
  return executable;
}

/**
 * Removes builds that nobody has used for a month; each is 150 MB. Never fails: the build itself is done.
 *
 * @param {{ folder: string, executable: string }} keep the build just made
 */
export function removeUnusedServers(keep) {
  const all = dirname(keep.folder);
  for (const entry of readdirSync(all, { withFileTypes: true })) {
    const folder = join(all, entry.name);
    if (!entry.isDirectory() || folder === keep.folder) continue;
    try {
      const { mtimeMs } = statSync(join(folder, basename(keep.executable)));
      const unused = Date.now() - mtimeMs > UNUSED_DAYS * 86_400_000;
      if (unused) rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another build in progress, or a folder that is not ours to remove.
    }
  }
}
