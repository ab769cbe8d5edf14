import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { countByStage } from '../../db/invoice/invoices.ts';
import { openDatabase } from '../../db/open.ts';
import { dunwell } from '../cli/dunwell.ts';
import { builtServer } from '../temporal/real-server.ts';
import { temporaryFolder } from '../workflows/temporary-folder.ts';
import { startChild } from './child.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/dunwell.mjs', import.meta.url));
const LIMIT_MS = 240_000;
let prepared = '';
let payments = '';

/** Sixty invoices whose letters are due, and everything down; thirty of them are paid by a file. */
beforeAll(async () => {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  const { executable } = await builtServer();
  prepared = temporaryFolder('dunwell-told-');
  const child = startChild('./told-driver.ts', ['prepare', prepared, executable, server.bundlePath]);
  await child.untilSaid('all letters are due', (said) => said.areDue === true, LIMIT_MS);
  await child.kill9();
  // Its server ends with it.
  await sleep(2_000);
  payments = join(prepared, 'payments.csv');
  const today = new Date().toISOString().slice(0, 10);
  const line = (number: string, id: string) => `${number},${today},100.00,EUR,${id}`;
  // Other money comes first, so that the file is taken in by several pages and the thirty are in the last.
  const others = Array.from({ length: 600 }, (_, i) => line(`X-${i}`, `other-${i}`));
  const paid = Array.from({ length: 30 }, (_, i) => line(`R-${2 * i + 1}`, `paid-${i}`));
  const rows = ['invoice,bookedOn,amount,currency,externalId', ...others, ...paid];
  writeFileSync(payments, `${rows.join('\n')}\n`);
}, LIMIT_MS);

afterAll(() => rmSync(prepared, { recursive: true, force: true }));

/** A copy of it for one test. */
function folder(): string {
  const copy = temporaryFolder('dunwell-told-');
  onTestFinished(() => rmSync(copy, { recursive: true, force: true }));
  cpSync(prepared, copy, { recursive: true });
  return copy;
}

async function stages(data: string): Promise<Record<string, number>> {
  const db = await openDatabase({ file: join(data, 'dunwell.db'), readOnly: true });
  try {
    const counts: Record<string, number> = {};
    for (const { stage, count } of await db.read((tx) => countByStage(tx)))
      counts[stage] = (counts[stage] ?? 0) + count;
    return counts;
  } finally {
    await db.close();
  }
}

function letters(data: string): number {
  const mail = join(data, 'outbox', 'mail');
  return existsSync(mail) ? readdirSync(mail).filter((name) => name.endsWith('.eml')).length : 0;
}

/** The ways in which work is done on a folder. */
const WAYS: Readonly<Record<string, (data: string) => Promise<void>>> = {
  async 'worker --until-idle'(data) {
    const { code, err } = await dunwell(['worker', '--until-idle', '--idle-for', '5', '--data', data]);
    expect({ code, err }).toMatchObject({ code: 0 });
  },
  async start(data) {
    const child = spawn(
      process.execPath,
      [PROGRAM, 'start', '--data', data, '--port', '0', '--ui-port', '0'],
      {
        stdio: 'ignore',
      },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    const ended = endOf(child);
    const isDone = async () => letters(data) >= 30 && (await stages(data)).PAID === 30;
    for (const end = Date.now() + 120_000; !(await isDone()) && Date.now() < end; ) await sleep(200);
    // One letter too many would come about now.
    await sleep(2_000);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
  },
};

function endOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('close', (code) => resolve(code)));
}

async function killed(data: string, when: string): Promise<void> {
  const child = startChild('./told-driver.ts', ['die', data, when, payments]);
  await child.ended;
}

describe.each(Object.entries(WAYS))('Payments told before `%s`, thirty letters due to others', (_, work) => {
  it.each([
    ['nobody is killed', (data: string) => dunwell(['payments', payments, '--data', data])],
    ['killed after staging', (data: string) => killed(data, 'staged')],
    ['killed while they are taken in', (data: string) => killed(data, 'in between')],
    ['killed after they are taken in and before any step', (data: string) => killed(data, 'taken in')],
  ])(
    '%s: exactly thirty letters',
    async (_name, tell) => {
      const data = folder();
      await tell(data);
      expect(letters(data)).toBe(0);
      await work(data);
      expect({ letters: letters(data), ...(await stages(data)) }).toEqual({
        letters: 30,
        PAID: 30,
        REMINDED: 30,
      });
    },
    LIMIT_MS,
  );
});

it(
  'Sixty letters due and a place for them that takes none: the run ends with their count and the cause, exit 1',
  async () => {
    const data = folder();
    const mail = join(data, 'outbox', 'mail');
    rmSync(mail, { recursive: true });
    // Nobody can make a file there.
    symlinkSync('/proc', mail);
    const call = ['worker', '--until-idle', '--idle-for', '5', '--patience', '5', '--data', data];
    const { code, err } = await dunwell(call);
    expect(err).toMatch(
      /^60 hand-overs failed, to be tried again from \S+Z: Cannot write to the outbox .*mail: /m,
    );
    expect(err).toMatch(/\nNot done: 60 failed hand-overs\. .*\n$/);
    expect(code).toBe(1);
    expect(await stages(data)).toEqual({ OPEN: 60 });
  },
  LIMIT_MS,
);
