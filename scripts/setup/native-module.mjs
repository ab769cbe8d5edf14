import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './npm.mjs';

const MODULE = 'better-sqlite3';

/**
 * Makes sure that the SQLite module loads in this very Node, and builds it when it does not: npm may have been
 * told to run no install scripts, or another Node version was used before.
 *
 * @param {{ root: string, progress: import('./progress.mjs').Progress }} options
 */
export async function requireNativeModule({ root, progress }) {
  const stamp = join(root, 'node_modules', '.dunwell-native');
  const binary = join(root, 'node_modules', MODULE, 'build', 'Release', 'better_sqlite3.node');
  const wanted = `${MODULE} ${process.version} ${process.platform} ${process.arch}\n`;
  // Trying takes a process and a tenth of a second, so what worked once for this Node is remembered.
  if (existsSync(binary) && readOrEmpty(stamp) === wanted) return;
  if ((await loadFailure(root)) !== undefined) await build({ root, progress });
  try {
    writeFileSync(stamp, wanted);
  } catch {
    // An installation that may only be read is fine, it is just tried again next time.
  }
}

/** @param {{ root: string, progress: import('./progress.mjs').Progress }} options */
async function build({ root, progress }) {
  const task = progress.begin(`building ${MODULE}`);
  const failure = await runNpm(['rebuild', MODULE], { root }).then(
    () => loadFailure(root),
    (error) => error.message,
  );
  if (failure === undefined) return task.done('done');
  throw new Error(
    `the SQLite module ${MODULE} does not work in Node ${process.versions.node}:\n${failure}\n` +
      'It is downloaded ready-made or built here, which needs a C++ compiler, make and Python 3. Install them ' +
      '(Debian, Ubuntu: apt-get install build-essential python3; macOS: xcode-select --install; Windows: ' +
      `Visual Studio Build Tools with C++), then run: npm rebuild ${MODULE}`,
  );
}

/**
 * Tried in a process of its own: a module that does not fit can take the whole process down.
 *
 * @param {string} root
 * @returns {Promise<string | undefined>}
 */
function loadFailure(root) {
  const script = `new (require('${MODULE}'))(':memory:').close()`;
  return new Promise((resolve) => {
    execFile(process.execPath, ['-e', script], { cwd: root }, (error, _, stderr) => {
      if (!error) resolve(undefined);
      else resolve(/^\w*Error: .*$/m.exec(stderr)?.[0] ?? error.message);
    });
  });
}

/** @param {string} file */
function readOrEmpty(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
