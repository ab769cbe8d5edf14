// Runs a program that must not outlive us: node guard-child.mjs <program> <arguments…>.
// Whoever started this holds the other end of standard input; when that end closes, for whatever reason, or on
// SIGTERM, the program is stopped. The first line on standard output tells the program's process id.
import { spawn } from 'node:child_process';

const STOP_LIMIT_MS = 15_000;
const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit'] });
let stopping = false;

function stop() {
  if (stopping) return;
  stopping = true;
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS).unref();
}

child.once('spawn', () => process.stdout.write(`${JSON.stringify({ guarding: child.pid })}\n`));
child.once('error', (error) => {
  console.error(`${program} cannot be run: ${error.message}`);
  process.exit(1);
});
child.once('exit', (code) => process.exit(stopping ? 0 : (code ?? 1)));
process.stdin.resume().once('close', stop);
process.stdout.once('error', stop);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
