import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, inject, onTestFinished } from 'vitest';
import { checkBooks } from '../../db/books/books.ts';
import type { Query } from '../../db/drivers/postgres/migrate.ts';
import { openDatabase } from '../../db/open.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { NOT_INHERITED } from '../cli/dunwell.ts';
import { inProcess } from '../cli/in-process.ts';
import { ACME } from '../cli/prepared-folder.ts';
import { asking, emptyDatabase } from '../db/drivers/postgres/empty-database.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/dunwell.mjs', import.meta.url));
const today = Math.floor(Date.now() / 86_400_000);

/** A worker as a process of its own. */
export interface Machine {
  readonly child: ChildProcess;
  said(): string;
  readonly ended: Promise<number | null>;
}

/** Books in PostgreSQL, and the folders of all machines that work on them. */
export interface Books {
  readonly root: string;
  readonly url: string;
  readonly query: Query;
  /** Runs a command on the books at a desk without a server: what it stages waits for a worker. */
  desk(...args: string[]): Promise<void>;
  /** Claims that are to be listed at once, on any day at any hour; each then leaves one message to the operator. */
  importClaims(from: number, to: number): Promise<void>;
  file(name: string, text: string): string;
  /** Starts a worker on the server of all tests. */
  machine(name: string, env: Readonly<Record<string, string>>, ...more: string[]): Machine;
  /** Messages that lie in the outbox of all machines. */
  messages(): number;
}

export const UNTIL_IDLE = ['--until-idle', '--idle-for', '3'];

export async function booksOf(namespace: string): Promise<Books> {
  const root = mkdtempSync(join(tmpdir(), 'dunwell-machines-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  mkdirSync(join(root, 'outbox'));
  const books = await booksAt(root, await emptyDatabase(), namespace);
  await books.desk('policy', 'publish', books.file('acme.yaml', ACME), '--create');
  return books;
}

/** The same machines on other books. */
export async function booksAt(root: string, url: string, namespace: string): Promise<Books> {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  const outbox = join(root, 'outbox');
  const environment = { DUNWELL_DATABASE: url, DUNWELL_OUTBOX: outbox, TEMPORAL_ADDRESS: server.address };
  const file = (name: string, text: string) => {
    writeFileSync(join(root, name), text);
    return join(root, name);
  };
  const desk = async (...args: string[]) => {
    const ran = await inProcess([...args, '--data', join(root, 'desk')], { DUNWELL_DATABASE: url });
    expect(ran.code, ran.err).toBe(0);
  };
  return {
    ...{ root, url, file, desk },
    query: await asking(url),
    async importClaims(from, to) {
      const numbers = Array.from({ length: to - from + 1 }, (_, at) => from + at);
      await desk('import', file(`claims-${from}.csv`, [COLUMNS, ...numbers.map(claim), ''].join('\n')));
    },
    machine(name, env, ...more) {
      const inherited = Object.entries(process.env).filter(([one]) => !NOT_INHERITED.includes(one));
      const args = ['worker', '--data', join(root, name), '--namespace', namespace, ...more];
      const child = spawn(process.execPath, [PROGRAM, ...args], {
        env: { ...Object.fromEntries(inherited), ...environment, ...env },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      let said = '';
      child.stderr?.on('data', (chunk) => {
        said += chunk;
      });
      return { child, said: () => said, ended: new Promise((resolve) => child.once('close', resolve)) };
    },
    messages: () => messagesIn(outbox),
  };
}

const COLUMNS = 'number,customer,issuedOn,dueOn,amount,currency,transferMode,lastLevel,lastLevelOn';

function claim(number: number): string {
  const [issuedOn, dueOn, lastLevelOn] = [90, 70, 30].map((ago) => formatDay(today - ago));
  return `${number},C-${number},${issuedOn},${dueOn},80.00,EUR,30,notice,${lastLevelOn}`;
}

function messagesIn(outbox: string): number {
  try {
    return readdirSync(join(outbox, 'operator')).filter((name) => name.endsWith('.json')).length;
  } catch {
    return 0;
  }
}

export async function untilSo(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 240_000; !(await look()); await sleep(100)) {
    if (Date.now() > end) throw new Error(`waited too long until ${what}`);
  }
}

/** What does not follow from what was written down. */
export async function problemsIn(url: string): Promise<readonly unknown[]> {
  const db = await openDatabase({ url, readOnly: true });
  try {
    return await checkBooks(db, (_, at) => Math.floor(at / 86_400_000));
  } finally {
    await db.close();
  }
}
