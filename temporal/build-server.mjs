// Builds the embedded server with Go. Plain JavaScript: set-up runs it side by side with npm ci.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { withBuildLock } from './build-lock.mjs';
import { outputOf } from './executables.mjs';
import { cachedServer, removeUnusedServers, SERVER_SOURCES, takeCachedServer } from './server-cache.mjs';

/**
 * Builds the server into the user's cache and returns its executable; a finished build is just returned.
 *
 * Safe to call from several processes at once: one builds, the others wait for it. A build that was killed
 * leaves nothing that looks finished, because the executable is moved into place as the last act.
 *
 * @param {{ go: { file: string, version: string }, env?: Record<string, string | undefined>, sources?: string,
 *   onProgress?: (text: string) => void }} options
 * @returns {Promise<string>}
 */
export async function buildServer({
  go,
  env = process.env,
  sources = SERVER_SOURCES,
  onProgress = () => {},
}) {
  const done = takeCachedServer(env, sources);
  if (done) return done;
  const target = cachedServer(env, sources);
  try {
    mkdirSync(target.folder, { recursive: true });
    const built = await withBuildLock({
      file: target.lock,
      isDone: () => takeCachedServer(env, sources) !== undefined,
      onWait: () => onProgress('waiting for another process that is building it'),
      work: () => build({ go, env, sources, target, onProgress }),
    });
    return built ?? target.executable;
  } catch (error) {
    throw inWords(error, target.folder);
  }
}

/**
 * @param {{ go: { file: string }, env: Record<string, string | undefined>, sources: string,
 *   target: { folder: string, executable: string }, onProgress: (text: string) => void }} options
 */
async function build({ go, env, sources, target, onProgress }) {
  const workFolder = mkdtempSync(join(target.folder, 'building-'));
  const output = join(workFolder, basename(target.executable));
  const goEnv = { ...env, CGO_ENABLED: '0', GOWORK: 'off' };
  try {
    const list = await outputOf(go.file, ['list', '-deps', '.'], goEnv, sources);
    const flags = ['-v', '-trimpath', '-buildvcs=false', '-ldflags', '-s -w', '-o', output];
    const packages = list?.split('\n').length;
    await run(go.file, ['build', ...flags, '.'], { cwd: sources, env: goEnv }, packages, onProgress);
    if ((await outputOf(output, ['--version'], env)) === undefined) {
      throw new Error('the Temporal server was built, but does not run on this machine');
    }
    renameSync(output, target.executable);
    removeUnusedServers(target);
    return target.executable;
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
}

/**
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: Record<string, string | undefined> }} where
 * @param {number | undefined} packages how many there are; those in Go's own cache are not reported one by one
 * @param {(text: string) => void} onProgress
 * @returns {Promise<void>}
 */
function run(file, args, where, packages, onProgress) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...where, stdio: ['ignore', 'ignore', 'pipe'] });
    // A set-up that is interrupted must not leave a compiler running behind the user's back.
    const stop = () => child.kill();
    process.once('exit', stop);
    /** @type {string[]} */
    const tail = [];
    let compiled = 0;
    createInterface({ input: child.stderr }).on('line', (line) => {
      const download = /^go: downloading (\S+)/.exec(line)?.[1];
      const compiling = /^[\w./~-]+$/.test(line);
      if (download) onProgress(`downloading ${download}`);
      else if (compiling)
        onProgress(`compiled ${++compiled}${packages ? ` of at most ${packages}` : ''} packages`);
      else tail.push(line);
      if (tail.length > 20) tail.shift();
    });
    child.once('error', reject);
    child.once('close', (code) => {
      process.removeListener('exit', stop);
      if (code === 0) resolve();
      else reject(new Error(`go build of the Temporal server failed (${code}):\n${tail.join('\n')}`));
    });
  });
}

/** @type {Readonly<Record<string, string>>} */
export const REASONS = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is where a folder should be',
  EEXIST: 'a file is where a folder should be',
  EISDIR: 'a folder is where a file should be',
};

/**
 * @param {unknown} error
 * @param {string} folder
 */
function inWords(error, folder) {
  const code = /** @type {NodeJS.ErrnoException} */ (error).code ?? '';
  const why = REASONS[code];
  if (!why) return error;
  return new Error(
    `cannot write the build of the Temporal server to ${folder} (${why}): make room or give permission there, ` +
      'or name another folder in DUNWELL_CACHE_DIR',
    { cause: error },
  );
}
