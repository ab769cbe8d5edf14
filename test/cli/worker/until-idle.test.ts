import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, inject, it, type TestContext } from 'vitest';
import type { RowKind } from '../../../contracts/intake.ts';
import { completeBatch, stageBatch, stageRows } from '../../../db/intake/intake.ts';
import { openDatabase } from '../../../db/open.ts';
import { type NewTask, openTask } from '../../../db/tasks/tasks.ts';
import { formatDay } from '../../../domain/kernel/day.ts';
import { claimDataFolder } from '../../../temporal/claim-data-folder.ts';
import { inProcess } from '../in-process.ts';
import { ACME } from '../prepared-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../../bin/dunwell.mjs', import.meta.url));
const DOCS = fileURLToPath(new URL('../../../docs/operating.md', import.meta.url));
const LIMIT_MS = 300_000;
const today = Math.floor(Date.now() / 86_400_000);

/** Folders to copy: an empty ledger, and one whose three claims are to be listed at once, on any day at any hour. */
const prepared = { idle: '', due: '' };

function temporary(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  return folder;
}

beforeAll(async () => {
  const files = temporary('dunwell-idle-files-');
  const file = (name: string, text: string) => {
    writeFileSync(join(files, name), text);
    return join(files, name);
  };
  const done = async (data: string, ...args: string[]) => {
    const ran = await inProcess([...args, '--data', data]);
    expect(ran.code, ran.err).toBe(0);
  };
  const row = (number: number) =>
    `${number},C-1,${formatDay(today - 90)},${formatDay(today - 70)},80.00,EUR,30,notice,${formatDay(today - 30)}`;
  const columns = 'number,customer,issuedOn,dueOn,amount,currency,transferMode,lastLevel,lastLevelOn';
  prepared.idle = temporary('dunwell-idle-');
  await done(prepared.idle, 'policy', 'publish', file('acme.yaml', ACME), '--create');
  prepared.due = temporary('dunwell-idle-due-');
  cpSync(prepared.idle, prepared.due, { recursive: true });
  await done(prepared.due, 'import', file('i.csv', [columns, ...[1, 2, 3].map(row), ''].join('\n')));
  rmSync(files, { recursive: true });
  return () => {
    for (const folder of Object.values(prepared)) rmSync(folder, { recursive: true, force: true });
  };
}, LIMIT_MS);

function copyOf({ onTestFinished }: TestContext, which: keyof typeof prepared): string {
  const into = temporary('dunwell-idle-');
  onTestFinished(() => rmSync(into, { recursive: true, force: true }));
  cpSync(prepared[which], into, { recursive: true });
  return into;
}

interface Ended {
  readonly code: number | null;
  readonly err: string;
  /** What was left to read when all was said. */
  readonly lastLine: string;
}

interface Running {
  readonly child: ChildProcess;
  untilSaid(pattern: RegExp): Promise<void>;
  readonly ended: Promise<Ended>;
}

function run(
  { onTestFinished }: TestContext,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  const { TEMPORAL_ADDRESS: _, TEMPORAL_PROFILE: __, DUNWELL_DATA: ___, ...inherited } = process.env;
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let err = '';
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code) => resolve({ code, err, lastLine: err.trimEnd().split('\n').at(-1) ?? '' })),
  );
  return {
    child,
    ended,
    async untilSaid(pattern) {
      for (const end = Date.now() + 240_000; !pattern.test(err); await sleep(50)) {
        if (Date.now() > end || child.exitCode !== null) throw new Error(`never said ${pattern}: ${err}`);
      }
    },
  };
}

let namespaces = 0;

/** A run on the server of all tests, in a namespace of its own. */
function untilIdle(context: TestContext, data: string, ...more: string[]): Running {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  namespaces += 1;
  const namespace = `until-idle-${process.pid}-${namespaces}`;
  return run(context, [...CALL, '--data', data, '--namespace', namespace, ...more], {
    TEMPORAL_ADDRESS: server.address,
  });
}

const CALL = ['worker', '--until-idle', '--idle-for', '2'];

/** Letters and messages to the operator that lie in the outbox. */
function messages(data: string): number {
  return readdirSync(join(data, 'outbox', 'operator')).filter((name) => name.endsWith('.json')).length;
}

/** Mounts as this process may; undefined where it may not. */
function mounted({ onTestFinished }: TestContext, folder: string, ...args: string[]): string | undefined {
  try {
    execFileSync('mount', [...args, folder], { stdio: 'ignore' });
  } catch {
    return undefined;
  }
  onTestFinished(() => void execFileSync('umount', [folder]));
  return folder;
}

/** An empty ledger with a task of the day before. */
async function withTask(context: TestContext, task: Omit<NewTask, 'creditor' | 'since'>): Promise<string> {
  const data = copyOf(context, 'idle');
  const db = await openDatabase({ file: join(data, 'dunwell.db') });
  try {
    const since = Date.now() - 86_400_000;
    await db.transaction((tx) => openTask(tx, { creditor: 'acme', since, ...task }));
  } finally {
    await db.close();
  }
  return data;
}

type Situation = (context: TestContext) => Promise<Ended>;

/** By the first words of their rows in docs/operating.md. */
const SITUATIONS: Readonly<Record<string, Situation>> = {
  'nothing is due': (context) => untilIdle(context, copyOf(context, 'idle')).ended,

  async 'work is due'(context) {
    const data = copyOf(context, 'due');
    const ended = await untilIdle(context, data).ended;
    expect(messages(data)).toBe(3);
    return ended;
  },

  async 'a gateway fails'(context) {
    const data = copyOf(context, 'due');
    mkdirSync(join(data, 'outbox'));
    // Nobody can make a file there.
    symlinkSync('/proc', join(data, 'outbox', 'operator'));
    const ended = await untilIdle(context, data, '--patience', '4').ended;
    expect(ended.err).toMatch(
      /3 hand-overs failed, to be tried again from \S+Z: Cannot write to the outbox .*operator/,
    );
    return ended;
  },

  async 'the outbox is read-only'(context) {
    const data = copyOf(context, 'due');
    const outbox = join(data, 'outbox');
    for (const name of ['mail', 'letters', 'operator', 'municipalities'])
      mkdirSync(join(outbox, name), { recursive: true });
    const isMounted = mounted(context, outbox, '--bind', outbox);
    if (isMounted === undefined) return context.skip('This process may not mount a disk.');
    execFileSync('mount', ['-o', 'remount,ro,bind', outbox]);
    const ended = await untilIdle(context, data, '--patience', '4').ended;
    expect(ended.err).toMatch(/3 hand-overs failed, .*operator: it is read-only/);
    return ended;
  },

  async 'the disk is full'(context) {
    const disk = temporary('dunwell-idle-disk-');
    context.onTestFinished(() => rmSync(disk, { recursive: true, force: true }));
    if (mounted(context, disk, '-t', 'tmpfs', '-o', 'size=8m', 'tmpfs') === undefined)
      return context.skip('This process may not mount a disk.');
    cpSync(prepared.due, disk, { recursive: true });
    try {
      writeFileSync(join(disk, 'ballast'), Buffer.alloc(8 * 1024 * 1024));
    } catch {
      // As much as there was room for.
    }
    return untilIdle(context, disk, '--patience', '4').ended;
  },

  'no server answers': (context) =>
    run(context, [...CALL, '--data', copyOf(context, 'idle'), '--patience', '1'], {
      TEMPORAL_ADDRESS: '127.0.0.1:1',
    }).ended,

  async 'the server hangs'(context) {
    const data = copyOf(context, 'due');
    // It takes the call and says nothing, as a process that was stopped or a machine that sleeps.
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    context.onTestFinished(() => void silent.close());
    const address = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const since = new Date().toISOString();
    const owner = { pid: process.pid, uiUrl: undefined, serverPid: undefined, since, namespace: 'dunwell' };
    const claim = claimDataFolder(data, { ...owner, state: 'ready', address });
    context.onTestFinished(() => claim.release());
    const ended = await run(context, [...CALL, '--data', data, '--patience', '12']).ended;
    expect(ended.err).toContain('It does not answer yet: waiting for it, 12 seconds at most.');
    return ended;
  },

  async 'the server is just starting'(context) {
    const data = copyOf(context, 'due');
    const server = inject('server');
    if ('problem' in server) throw new Error(server.problem);
    const namespace = `until-idle-${process.pid}-starting`;
    const owner = {
      pid: process.pid,
      uiUrl: undefined,
      serverPid: undefined,
      since: new Date().toISOString(),
    };
    const claim = claimDataFolder(data, { ...owner, state: 'starting', address: server.address, namespace });
    context.onTestFinished(() => claim.release());
    // The namespace is there when the server is ready, as with one of ours.
    await untilIdle(context, copyOf(context, 'idle'), '--namespace', namespace).ended;
    const running = run(context, [...CALL, '--data', data]);
    await running.untilSaid(/is starting the server of this folder: waiting for it, 300 seconds at most/);
    claim.update({ state: 'ready' });
    const ended = await running.ended;
    expect(messages(data)).toBe(3);
    return ended;
  },

  async 'another run is at it'(context) {
    const data = copyOf(context, 'due');
    const both = await Promise.all([
      run(context, [...CALL, '--data', data]).ended,
      run(context, [...CALL, '--data', data]).ended,
    ]);
    expect(messages(data)).toBe(3);
    const [second, ...others] = both.filter(({ err }) =>
      /is at the same work on this folder|is starting the server/.test(err),
    );
    expect({ codes: both.map(({ code }) => code), others }).toEqual({ codes: [0, 0], others: [] });
    return second as Ended;
  },

  async '… for longer than the patience'(context) {
    const data = copyOf(context, 'idle');
    const since = new Date().toISOString();
    const owner = { pid: process.pid, uiUrl: undefined, serverPid: undefined, since, namespace: 'dunwell' };
    const claim = claimDataFolder(data, {
      ...owner,
      state: 'ready',
      address: '127.0.0.1:1',
      endsWhenIdle: true,
    });
    context.onTestFinished(() => claim.release());
    return run(context, [...CALL, '--data', data, '--patience', '1']).ended;
  },

  async '`npm start` runs beside it'(context) {
    const data = copyOf(context, 'due');
    const start = run(context, ['start', '--data', data, '--port', '0', '--ui-port', '0']);
    await start.untilSaid(/Running\. Ctrl-C stops/);
    const ended = await run(context, [...CALL, '--data', data]).ended;
    expect(messages(data)).toBe(3);
    start.child.kill('SIGTERM');
    expect((await start.ended).code).toBe(0);
    return ended;
  },

  'the folder is a wrong one': (context) => untilIdle(context, join(copyOf(context, 'idle'), 'dta')).ended,

  async SIGTERM(context) {
    const data = copyOf(context, 'due');
    mkdirSync(join(data, 'outbox'));
    symlinkSync('/proc', join(data, 'outbox', 'operator'));
    const running = untilIdle(context, data);
    await running.untilSaid(/To do: 3 failed hand-overs\./);
    running.child.kill('SIGTERM');
    return running.ended;
  },

  async 'SIGINT, Ctrl-C'(context) {
    const running = untilIdle(context, copyOf(context, 'idle'), '--idle-for', '60');
    await running.untilSaid(/Nothing is due\./);
    running.child.kill('SIGINT');
    return running.ended;
  },

  async 'a batch cannot be taken in'(context) {
    const data = copyOf(context, 'due');
    const db = await openDatabase({ file: join(data, 'dunwell.db') });
    try {
      const at = Date.now();
      await db.transaction(async (tx) => {
        await stageBatch(tx, { id: 'broken', creditor: 'acme', by: 'test', at });
        await stageRows(tx, 'broken', [{ seq: 1, line: 1, kind: 'nonsense' as RowKind, body: {} }]);
        await completeBatch(tx, 'broken', 1, at);
      });
    } finally {
      await db.close();
    }
    const ended = await untilIdle(context, data).ended;
    expect(messages(data)).toBe(3);
    expect(ended.err).toMatch(/Batch broken of acme could not be taken in \(/);
    return ended;
  },

  async 'a message lies aside'(context) {
    const task = { subject: 'invoice', about: '1', kind: 'MESSAGE_SET_ASIDE' } as const;
    const ended = await untilIdle(context, await withTask(context, task)).ended;
    expect(ended.err).toMatch(/dunwell tasks --data \S+` lists tasks with what happened/);
    return ended;
  },

  async 'tasks wait for people'(context) {
    const task = { subject: 'creditor', about: 'acme', kind: 'UNMATCHED_MONEY' } as const;
    const ended = await untilIdle(context, await withTask(context, task)).ended;
    expect(ended.err).toMatch(/^For a person: 1 UNMATCHED_MONEY\. `dunwell tasks --data \S+` lists them\.$/m);
    return ended;
  },
};

/** What comes beside them with books in PostgreSQL is tried by the tests on one. */
const [WITH_A_FILE = ''] = readFileSync(DOCS, 'utf8').split('| situation with PostgreSQL |');

/** The table of the documentation: situation, exit code, last line with `…` for what differs. */
const TABLE = WITH_A_FILE.split('\n')
  .map((line) => /^\| (.+?) \| (\d+) \| `(.+)` \|/.exec(line))
  .filter((row) => row !== null)
  .map(([, situation = '', code, lastLine = '']) => ({ situation, code: Number(code), lastLine }));

it('The table of docs/operating.md has every situation', () => {
  expect(TABLE.map(({ situation }) => situation)).toEqual(Object.keys(SITUATIONS));
});

describe.concurrent('`worker --until-idle` ends as docs/operating.md says when', () => {
  it.for<(typeof TABLE)[number]>(TABLE)(
    '$situation',
    { timeout: LIMIT_MS },
    async ({ situation, code, lastLine }, context) => {
      const { expect } = context;
      const ended = await (SITUATIONS[situation] as Situation)(context);
      const says = lastLine.split('…').map(escaped).join('.*');
      expect(ended.lastLine, ended.err).toMatch(new RegExp(`^${says}$`));
      expect(ended.code, ended.err).toBe(code);
      expect(ended.err).not.toMatch(/^\s+at /m);
    },
  );
});

it.for(['worker', 'worker --until-idle'])(
  '`%s` that waits for a server can be stopped',
  { timeout: LIMIT_MS },
  async (called, context) => {
    const data = copyOf(context, 'idle');
    const waiting = run(context, [...called.split(' '), '--data', data], { TEMPORAL_ADDRESS: '127.0.0.1:1' });
    await waiting.untilSaid(/It does not answer yet: waiting for it, 300 seconds at most\./);
    waiting.child.kill('SIGTERM');
    const { code, err } = await waiting.ended;
    expect({ code, err }).toMatchObject(
      called === 'worker'
        ? { code: 0 }
        : { code: 143, err: expect.stringMatching(/\nStopped by SIGTERM: nothing was left\.\n$/) },
    );
  },
);

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
