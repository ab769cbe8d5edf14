// Runs a PostgreSQL that must not outlive the tests: node guard.mjs <folder> [<uid> <gid>].
// A line on standard input is the command to start the server with, as JSON, or a signal to send to it. When standard
// input closes, for whatever reason, the server is stopped and its folder removed. Each line on standard output tells
// one event.
import { spawn } from 'node:child_process';
import { openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const STOP_LIMIT_MS = 10_000;
const [folder, uid, gid] = process.argv.slice(2);
const user = uid === undefined ? {} : { uid: Number(uid), gid: Number(gid) };
const log = openSync(join(folder, 'log'), 'a');
/** @type {import('node:child_process').ChildProcess | undefined} */
let server;
let isLeaving = false;

/** @param {readonly string[]} command */
function start([program, ...args]) {
  const child = spawn(program, args, { ...user, cwd: folder, stdio: ['ignore', log, log] });
  server = child;
  child.once('spawn', () => tell({ started: child.pid }));
  child.once('error', (error) => {
    server = undefined;
    tell({ failed: error.message });
  });
  child.once('exit', (code, signal) => {
    server = undefined;
    tell({ ended: signal ?? String(code) });
    if (isLeaving) leave();
  });
}

function close() {
  if (isLeaving) return;
  isLeaving = true;
  if (server === undefined) leave();
  // Immediate: nobody needs its data any more, and a fast one waits for its checkpoint.
  server?.kill('SIGQUIT');
  setTimeout(() => server?.kill('SIGKILL'), STOP_LIMIT_MS).unref();
}

function leave() {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  process.exit(0);
}

/** @param {object} event */
function tell(event) {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}

createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (line.startsWith('[')) start(JSON.parse(line));
    else server?.kill(/** @type {NodeJS.Signals} */ (line));
  })
  .once('close', close);
process.stdout.once('error', close);
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, close);
