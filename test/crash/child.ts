import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Said = Readonly<Record<string, unknown>>;

/** A child process that tells in JSON lines what it comes to, and can be killed. */
export interface Child {
  readonly pid: number;
  readonly heard: readonly Said[];
  /** Waits until it has said something like that; fails when it ends before. */
  untilSaid(what: string, check: (said: Said) => boolean, limitMs?: number): Promise<Said>;
  write(content: object): void;
  kill9(): Promise<void>;
  readonly ended: Promise<number | null>;
}

export function startChild(script: string, args: readonly string[]): Child {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const process_: ChildProcess = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const heard: Said[] = [];
  let errors = '';
  process_.stderr?.on('data', (chunk) => {
    errors += chunk;
  });
  createInterface({ input: process_.stdout! }).on('line', (line) => {
    if (line.startsWith('{')) heard.push(JSON.parse(line) as Said);
  });
  const ended = new Promise<number | null>((resolve) => process_.once('close', (code) => resolve(code)));
  let hasEnded = false;
  void ended.then(() => {
    hasEnded = true;
  });
  return {
    pid: process_.pid ?? 0,
    heard,
    ended,
    async untilSaid(what, check, limitMs = 90_000) {
      for (const end = Date.now() + limitMs; ; ) {
        const said = heard.find(check);
        if (said !== undefined) return said;
        if (hasEnded) throw new Error(`the child ended before ${what}: ${errors.slice(-2000)}`);
        if (Date.now() > end) throw new Error(`waited too long until ${what}: ${errors.slice(-2000)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    write: (content) => void process_.stdin?.write(`${JSON.stringify(content)}\n`),
    async kill9() {
      process_.kill('SIGKILL');
      await ended;
    },
  };
}
