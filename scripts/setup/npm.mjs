import { spawn } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Runs npm and fails with the end of what it printed. Nothing of it is shown when it goes well.
 *
 * @param {readonly string[]} args
 * @param {{ root: string, onLine?: (line: string) => void }} options
 * @returns {Promise<void>}
 */
export function runNpm(args, { root, onLine = () => {} }) {
  const env = { ...process.env, ...headersEnv() };
  // The npm that runs us, when one does: a second one on the PATH may be another version.
  const own = /npm-cli\.js$/.test(process.env.npm_execpath ?? '') ? process.env.npm_execpath : undefined;
  const [file, first] = own ? [process.execPath, [own]] : ['npm', []];
  const shell = !own && process.platform === 'win32';
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...first, ...args], {
      cwd: root,
      env,
      shell,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output = `${output}${chunk}`.slice(-8_000);
        onLine(output.trimEnd().split('\n').at(-1) ?? '');
      });
    }
    child.once('error', (error) =>
      reject(new Error(`npm cannot be run (${error.message}): install npm with Node`)),
    );
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`npm ${args[0]} failed (${code}):\n${whatWentWrong(output)}`));
    });
  });
}

/**
 * The last lines, without the list of all options that npm prints after some of its errors.
 *
 * @param {string} output
 */
function whatWentWrong(output) {
  const lines = output.trimEnd().split('\n');
  const help = lines.findIndex((line) => line.includes('Usage:'));
  return lines
    .slice(0, help < 0 ? undefined : help)
    .slice(-25)
    .join('\n');
}

/**
 * Tells node-gyp to take the headers that lie beside this Node, when they do: without that it downloads them,
 * which fails on machines that reach nothing but a package mirror.
 */
function headersEnv() {
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  try {
    const header = readFileSync(join(prefix, 'include', 'node', 'node_version.h'), 'utf8');
    // Headers of another Node would build a module that crashes.
    const major = /#define NODE_MAJOR_VERSION (\d+)/.exec(header)?.[1];
    if (major !== process.versions.node.split('.')[0]) return {};
  } catch {
    return {};
  }
  return { npm_config_nodedir: prefix, npm_package_config_node_gyp_nodedir: prefix };
}
