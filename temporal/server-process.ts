import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ServerCommand } from './server-command.ts';
import { inPlainWords } from './server-words.ts';

const STOP_LIMIT_MS = 25_000;

/** One life of a server: from its start to its end, however it ends. */
export interface ServerProcess {
  /** Resolves when the program has said what was waited for: its ready line, or that the guard runs it. */
  started: Promise<void>;
  /** Resolves with the last words on standard error; never rejects. */
  ended: Promise<string>;
  /** The process of the server itself, also below a guard; undefined before it started. */
  pid(): number | undefined;
  hasEnded(): boolean;
  stop(): Promise<void>;
  kill9(): void;
}

/** Runs a server until it ends or is stopped; when this process dies, even by kill -9, the server stops. */
export function runServer(command: ServerCommand): ServerProcess {
  // Its own process group, so that Ctrl-C reaches only us: the worker drains first, then we stop the server.
  // Standard input is a pipe that we never write to: the system closes it when we are gone.
  const child = spawn(command.file, command.args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  let guarded: number | undefined;
  let ended = false;
  const lastWords = keepLastLines(child);
  const end = new Promise<string>((resolve) => {
    const leave = (words: string) => {
      ended = true;
      resolve(words);
    };
    // A guard that was killed cannot stop its program any more, so we do.
    child.once('exit', () => kill9(guarded));
    child.once('error', (error) => leave(`${command.file} cannot be run: ${error.message}`));
    child.once('close', (code, signal) =>
      leave(lastWords() || `it ended with ${signal ?? `exit code ${code}`}`),
    );
  });
  child.stdin?.on('error', () => {});
  const started = new Promise<void>((resolve, reject) => {
    if (child.stdout) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        const said = parse(line);
        guarded = said.guarding ?? guarded;
        if (command.saysReady ? said.ready : said.guarding) resolve();
      });
    }
    void end.then((words) => reject(new Error(inPlainWords(withoutName(words)))));
  });
  started.catch(() => {});
  return {
    started,
    ended: end.then((words) => inPlainWords(withoutName(words))),
    pid: () => (command.saysReady ? child.pid : guarded),
    hasEnded: () => ended,
    async stop() {
      child.kill('SIGTERM');
      const hard = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
      await end;
      clearTimeout(hard);
    },
    kill9: () => kill9(command.saysReady ? child.pid : guarded),
  };
}

function kill9(pid: number | undefined): void {
  try {
    if (pid) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already, which is what was wanted.
  }
}

function keepLastLines(child: ChildProcess): () => string {
  const lines: string[] = [];
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (line) => {
      lines.push(line);
      if (lines.length > 10) lines.shift();
    });
  }
  return () => lines.join('\n');
}

function parse(line: string): { ready?: boolean; guarding?: number } {
  try {
    return JSON.parse(line) ?? {};
  } catch {
    return {};
  }
}

function withoutName(words: string): string {
  return words.replace(/^(temporal-server|Error): /, '');
}
