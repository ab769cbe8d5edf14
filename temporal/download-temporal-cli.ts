import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache-folder.mjs';
import { type Env, isExecutable } from './executables.mjs';

/** The first stable CLI whose server skips time; a fixed one, so that a test run today is a test run tomorrow. */
const VERSION = 'v1.9.0';
const LIMIT_MS = 10 * 60_000;

/**
 * The temporal CLI from the user's cache, or fetched into it by the Temporal SDK's own download.
 *
 * The SDK only downloads in order to start a server, and only inside its global Runtime, of which a process
 * has one and which the worker wants to set up itself. So a process of its own does it, and only the file stays.
 */
export async function downloadTemporalCli({
  env = process.env,
  onProgress = () => {},
}: {
  env?: Env;
  onProgress?: (text: string) => void;
}): Promise<{ executable: string; version: string }> {
  const version = VERSION.slice(1);
  const name = process.platform === 'win32' ? 'temporal.exe' : 'temporal';
  const folder = join(cacheFolder(env), 'temporal-cli', version);
  const executable = join(folder, name);
  if (isExecutable(executable)) return { executable, version };
  onProgress(`downloading the temporal CLI ${version}, once`);
  mkdirSync(folder, { recursive: true });
  const workFolder = mkdtempSync(join(folder, 'downloading-'));
  try {
    const output = await fetchInto(workFolder, env);
    // The start that follows the download may fail on a slow machine; the file is what counts.
    const file = readdirSync(workFolder).find((entry) => isExecutable(join(workFolder, entry)));
    if (!file || file.endsWith('.downloading')) throw new Error(output || 'the download gave no file');
    renameSync(join(workFolder, file), executable);
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
  }
  return { executable, version };
}

function fetchInto(folder: string, env: Env): Promise<string> {
  const script = fileURLToPath(new URL('./fetch-temporal-cli.mjs', import.meta.url));
  return new Promise((resolve) => {
    execFile(process.execPath, [script, folder, VERSION], { env, timeout: LIMIT_MS }, (error, _, stderr) => {
      resolve(error ? lastLine(stderr) || error.message : '');
    });
  });
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
