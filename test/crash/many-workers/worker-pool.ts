import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BooksPlace } from './raw-books.ts';

const PROGRAM = fileURLToPath(new URL('../../../bin/dunwell.mjs', import.meta.url));
const LAST_LINES = 40;

export interface PoolSettings {
  readonly folder: string;
  readonly books: BooksPlace;
  readonly outbox: string;
  readonly server: { readonly address: string; readonly namespace: string };
}

interface Worker {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  /** The last that it said. */
  readonly said: string[];
}

/** Worker processes as they run on several machines: each with a data folder of its own, all on the same books. */
export class WorkerPool {
  private readonly settings: PoolSettings;
  private readonly workers = new Map<number, Worker>();

  constructor(settings: PoolSettings) {
    this.settings = settings;
  }

  start(which: number): void {
    const { folder, books, outbox, server } = this.settings;
    // The file of SQLite lies in the data folder: there is one machine then.
    const data = 'url' in books ? join(folder, `machine-${which}`) : folder;
    mkdirSync(data, { recursive: true });
    const child = spawn(
      process.execPath,
      [PROGRAM, 'worker', '--data', data, '--namespace', server.namespace],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          TEMPORAL_ADDRESS: server.address,
          DUNWELL_OUTBOX: outbox,
          ...('url' in books ? { DUNWELL_DATABASE: books.url } : {}),
        },
      },
    );
    const said: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        said.push(...text.split('\n').filter((line) => line !== ''));
        said.splice(0, said.length - LAST_LINES);
      });
    }
    this.workers.set(which, { child, ended: once(child, 'close'), said });
  }

  /** Kills one as a power failure would, and starts it again. */
  async killAndRestart(which: number): Promise<void> {
    await this.end(which, 'SIGKILL');
    this.start(which);
  }

  /** Lets all finish what they have in hand. */
  async stop(): Promise<void> {
    await Promise.all([...this.workers.keys()].map((which) => this.end(which, 'SIGTERM')));
  }

  /** Ends all at once, after a failure. */
  async kill(): Promise<void> {
    await Promise.all([...this.workers.keys()].map((which) => this.end(which, 'SIGKILL')));
  }

  /** Their processes. */
  pids(): readonly number[] {
    return [...this.workers.values()].flatMap(({ child: { pid } }) => (pid === undefined ? [] : [pid]));
  }

  /** Those that ended by themselves, with their last words. */
  dead(): readonly string[] {
    return [...this.workers.entries()]
      .filter(([, { child }]) => child.exitCode !== null)
      .map(([which, { said }]) => `worker ${which} ended:\n${said.join('\n')}`);
  }

  lastWords(): string {
    return [...this.workers.entries()]
      .map(([which, { said }]) => `worker ${which}: ${said.at(-1)}`)
      .join('\n');
  }

  private async end(which: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const worker = this.workers.get(which);
    if (worker === undefined) return;
    this.workers.delete(which);
    worker.child.kill(signal);
    await worker.ended;
  }
}
