// Where built and downloaded servers live. Plain JavaScript, because set-up needs it before anything is installed.
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder that Dunwell's caches live in, for this user; nothing is created.
 *
 * `DUNWELL_CACHE_DIR` names another one: for build machines that keep a cache, and for a read-only home.
 *
 * @param {Record<string, string | undefined>} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string}
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  if (env.DUNWELL_CACHE_DIR) return env.DUNWELL_CACHE_DIR;
  const home = env.HOME || env.USERPROFILE || homedir();
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'dunwell');
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'dunwell');
  return join(env.XDG_CACHE_HOME || join(home, '.cache'), 'dunwell');
}
