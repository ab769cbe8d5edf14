import type { ChildProcess } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { countByStage } from '../../db/invoice/invoices.ts';
import { openAt } from '../db/address.ts';
import { copiedPlace, newPlace, ON_POSTGRES, type Place } from '../db/test-database.ts';
import { builtServer } from '../temporal/real-server.ts';
import { temporaryFolder } from '../workflows/temporary-folder.ts';
import { startChild } from './child.ts';
import { dunwellAt, runAt, type Where } from './where.ts';

const LIMIT_MS = 240_000;
let prepared = '';
let books: Place;
let payments = '';

/** Sixty invoices whose letters are due, and everything down; thirty of them are paid by a file. */
beforeAll(async () => {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  const { executable } = await builtServer();
  prepared = temporaryFolder('dunwell-told-');
  books = await newPlace(prepared);
  const parts = ['prepare', prepared, books.address, executable, server.bundlePath];
  const child = startChild('./told-driver.ts', parts);
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

afterAll(async () => {
  await books.remove();
  rmSync(prepared, { recursive: true, force: true });
});

/** A copy of it for one test. */
async function copied(): Promise<Where> {
  const data = temporaryFolder('dunwell-told-');
  onTestFinished(() => rmSync(data, { recursive: true, force: true }));
  cpSync(prepared, data, { recursive: true });
  const { address, remove } = await copiedPlace(books.address, data);
  onTestFinished(remove);
  return { data, address };
}

async function stages({ address }: Where): Promise<Record<string, number>> {
  const db = await openAt(address);
  try {
    const counts: Record<string, number> = {};
    for (const { stage, count } of await db.read((tx) => countByStage(tx)))
      counts[stage] = (counts[stage] ?? 0) + count;
    return counts;
  } finally {
    await db.close();
  }
}

function letters({ data }: Where): number {
  const mail = join(data, 'outbox', 'mail');
  return existsSync(mail) ? readdirSync(mail).filter((name) => name.endsWith('.eml')).length : 0;
}

/** The ways in which work is done on a folder. */
const WAYS: Readonly<Record<string, (where: Where) => Promise<void>>> = {
  async 'worker --until-idle'(where) {
    const { code, err } = await dunwellAt(where, 'worker', '--until-idle', '--idle-for', '5');
    expect({ code, err }).toMatchObject({ code: 0 });
  },
  async start(where) {
    const child = runAt(where, 'start', '--port', '0', '--ui-port', '0');
    const ended = endOf(child);
    const isDone = async () => letters(where) >= 30 && (await stages(where)).PAID === 30;
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

async function killed({ data, address }: Where, when: string): Promise<void> {
  const child = startChild('./told-driver.ts', ['die', data, address, when, payments]);
  await child.ended;
}

// On PostgreSQL one way is enough: what was told is in the books whoever then works on them.
const WAYS_HERE = Object.entries(WAYS).slice(0, ON_POSTGRES ? 1 : undefined);

describe.each(WAYS_HERE)('Payments told before `%s`, thirty letters due to others', (_, work) => {
  it.each([
    ['nobody is killed', (where: Where) => dunwellAt(where, 'payments', payments)],
    ['killed after staging', (where: Where) => killed(where, 'staged')],
    ['killed while they are taken in', (where: Where) => killed(where, 'in between')],
    ['killed after they are taken in and before any step', (where: Where) => killed(where, 'taken in')],
  ])(
    '%s: exactly thirty letters',
    async (_name, tell) => {
      const where = await copied();
      await tell(where);
      expect(letters(where)).toBe(0);
      await work(where);
      expect({ letters: letters(where), ...(await stages(where)) }).toEqual({
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
    const where = await copied();
    const mail = join(where.data, 'outbox', 'mail');
    rmSync(mail, { recursive: true });
    // Nobody can make a file there.
    symlinkSync('/proc', mail);
    const call = ['worker', '--until-idle', '--idle-for', '5', '--patience', '5'];
    const { code, err } = await dunwellAt(where, ...call);
    expect(err).toMatch(
      /^60 hand-overs failed, to be tried again from \S+Z: Cannot write to the outbox .*mail: /m,
    );
    expect(err).toMatch(/\nNot done: 60 failed hand-overs\. .*\n$/);
    expect(code).toBe(1);
    expect(await stages(where)).toEqual({ OPEN: 60 });
  },
  LIMIT_MS,
);
