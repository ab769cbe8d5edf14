// Sets up what is missing and starts everything: `npm start`. With --help nothing is installed.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const args = process.argv.slice(2);
if (args.includes('--help') || args.includes('-h')) {
  // The command's own help, written down: asking for it in a fresh clone should cost no installation.
  process.stdout.write(readFileSync(new URL('start-help.txt', import.meta.url), 'utf8'));
} else {
  const setup = spawnSync(process.execPath, ['scripts/setup.mjs'], { cwd: root, stdio: 'inherit' });
  if (setup.status === 0) start();
  else process.exitCode = setup.status ?? 1;
}

/** Ends as the command does; what is asked of this process is asked of the command. */
function start() {
  const command = ['--import', 'tsx', 'cli/main.ts', 'start', ...args];
  const child = spawn(process.execPath, command, { cwd: root, stdio: 'inherit' });
  // Ctrl-C reaches both; the command then ends in its own time.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    console.error(`dunwell cannot be started: ${error.message}`);
    process.exitCode = 1;
  });
  child.once('close', (status, signal) => {
    process.exitCode = status ?? 128 + (constants.signals[signal ?? 'SIGTERM'] ?? 15);
  });
}
