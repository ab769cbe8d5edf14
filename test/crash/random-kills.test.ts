import type { ChildProcess } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { readRunning } from '../../temporal/data-folder-record.ts';
import { withSql } from '../db/sql.ts';
import { newPlace, ON_POSTGRES } from '../db/test-database.ts';
import { randomFrom } from '../workflows/serverless/random-order.ts';
import { temporaryFolder } from '../workflows/temporary-folder.ts';
import { day, lateWindow, ZONE } from './one-day.ts';
import { dunwellAt, runAt, type Where } from './where.ts';

/** Nothing runs at the end, and the PostgreSQL of the tests does not wait for the disk. */
const OF_THIS_TEST = ['server', 'safety of what is written'];
/** Each costs some seconds; DUNWELL_KILLS=60 is the long run. */
const KILLS = Number(process.env.DUNWELL_KILLS ?? (ON_POSTGRES ? 2 : 4));
const PARTS = Math.max(4, Math.ceil(KILLS / 2));

const creditorFile = () => `
creditor: kills
name: Kills B.V.
country: NL
timeZone: ${ZONE}
currency: EUR
language: nl
policy:
  minimumAmount: "0"
  levels:
    - { name: r1, kind: reminder, daysAfterDue: 1 }
    - { name: notice, kind: notice, daysAfterDue: 15, minDaysSincePrevious: 10, paymentDays: 14 }
  sending: ${lateWindow()}
  transfer: { mode: 30, at: "00:00" }
`;

/** What one import brings: unpaid ones, paid ones with their money, and claims that wait for approval. */
function filesOf(folder: string, part: number) {
  const invoices = ['number,customer,issuedOn,dueOn,amount,currency,lastLevel,lastLevelOn'];
  const payments = ['invoice,bookedOn,amount,currency,externalId,kind'];
  for (let i = 0; i < 4; i++) {
    invoices.push(`U-${part}-${i},C-${part},${day(40)},${day(10)},10.00,EUR,,`);
    invoices.push(`P-${part}-${i},C-${part},${day(40)},${day(10)},20.00,EUR,,`);
    payments.push(`P-${part}-${i},${day(1)},20.00,EUR,pay-${part}-${i},payment`);
    invoices.push(`L-${part}-${i},C-${part},${day(90)},${day(60)},30.00,EUR,notice,${day(40)}`);
  }
  // Paid and charged back: what it comes to must not depend on who was killed in between.
  payments.push(`P-${part}-0,${day(0)},20.00,EUR,back-${part},chargeback`);
  const write = (name: string, lines: readonly string[]) => {
    const file = join(folder, `${name}-${part}.csv`);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  };
  const customers = ['customer,name,email', `C-${part},Jan,jan@example.org`];
  return {
    invoices: write('invoices', invoices),
    payments: write('payments', payments),
    customers: write('customers', customers),
  };
}

async function opened(): Promise<Where> {
  const data = temporaryFolder('dunwell-kills-');
  onTestFinished(() => rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 }));
  const { address, remove } = await newPlace(data);
  onTestFinished(remove);
  const where = { data, address };
  const creditor = join(data, 'creditor.yaml');
  writeFileSync(creditor, creditorFile());
  const published = await dunwellAt(where, 'policy', 'publish', creditor, '--create');
  expect(published).toMatchObject({ code: 0 });
  return where;
}

const importPart = (where: Where, part: number) => {
  const { invoices, payments, customers } = filesOf(where.data, part);
  return dunwellAt(where, 'import', invoices, '--payments', payments, '--customers', customers);
};
const approveAll = (where: Where) =>
  dunwellAt(where, 'approve', '--stage', 'LISTED', '--by', 'anna', '--commit', '--no-wait');
const untilIdle = (where: Where) =>
  dunwellAt(where, 'worker', '--until-idle', '--idle-for', '8', '--patience', '60');

async function idleIn(where: Where): Promise<void> {
  const { code, err } = await untilIdle(where);
  expect({ code, says: code === 0 ? '' : err }).toEqual({ code: 0, says: '' });
}

async function kill9(children: readonly ChildProcess[]): Promise<void> {
  const alive = children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
  const ended = alive.map((child) => new Promise((resolve) => child.once('close', resolve)));
  for (const child of alive) child.kill('SIGKILL');
  await Promise.all(ended);
}

/** Approves what is listed, with a server of its own that is stopped in order. */
async function approvedInOrder(where: Where): Promise<void> {
  const child = runAt(where, 'start', '--port', '0', '--ui-port', '0');
  const ended = new Promise((resolve) => child.once('close', resolve));
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(200)) {
    if ((await readRunning(where.data)) === undefined) continue;
    if ((await approveAll(where)).code === 0) break;
  }
  child.kill('SIGTERM');
  await ended;
}

/** Everything the books say of each invoice, but when and at which attempt. */
function books({ address }: Where): Promise<Record<string, unknown>> {
  return withSql(address, async (sql) => {
    const invoices = await sql.all<{ id: number; number: string }>(
      'select id, number, stage, levels_done, round, open_principal, surplus, approved_by, case_count, attention from invoices order by number',
    );
    const of: Record<string, unknown> = {};
    for (const { id, ...row } of invoices) {
      of[row.number] = {
        ...row,
        effects: await sql.all(
          'select key, kind, state, amount from effects where invoice_id = ? order by key',
          id,
        ),
        moves: await sql.all(
          'select event, from_stage, to_stage, level from transitions where invoice_id = ? order by id',
          id,
        ),
        ledger: await sql.all(
          'select external_id, kind, amount from ledger_entries where invoice_id = ? order by external_id',
          id,
        ),
        holds: await sql.all(
          'select reason, from_on, until_on from holds where invoice_id = ? order by id',
          id,
        ),
        cases: await sql.all('select active from case_invoices where invoice_id = ? order by case_id', id),
      };
    }
    return of;
  });
}

const mails = ({ data }: Where) =>
  readdirSync(join(data, 'outbox'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(eml|html)$/.test(name),
  );

async function undisturbed(): Promise<{ books: Record<string, unknown>; mails: number }> {
  const where = await opened();
  for (let part = 0; part < PARTS; part++) expect(await importPart(where, part)).toMatchObject({ code: 0 });
  await idleIn(where);
  await approvedInOrder(where);
  await idleIn(where);
  return { books: await books(where), mails: mails(where).length };
}

const WAYS: Readonly<Record<string, (where: Where) => readonly ChildProcess[]>> = {
  start: (where) => [runAt(where, 'start', '--port', '0', '--ui-port', '0')],
  'server and worker': (where) => [
    runAt(where, 'server', '--port', '0', '--ui-port', '0'),
    runAt(where, 'worker'),
  ],
  'worker --until-idle': (where) => [runAt(where, 'worker', '--until-idle', '--idle-for', '2')],
};

it(
  `${KILLS} kill -9 at random, with imports and approvals meanwhile: the books are those of a run that nobody disturbed`,
  async () => {
    const expected = await undisturbed();
    const random = randomFrom(Number(process.env.DUNWELL_SEED ?? 27));
    const where = await opened();
    const names = Object.keys(WAYS);
    let imported = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const way = names[random(names.length)] ?? 'start';
      const children = WAYS[way]?.(where) ?? [];
      const meanwhile: Promise<unknown>[] = [];
      if (imported < PARTS) meanwhile.push(sleep(random(3_000)).then(() => importPart(where, imported++)));
      if (random(2) === 0) meanwhile.push(sleep(2_000 + random(3_000)).then(() => approveAll(where)));
      await sleep(500 + random(7_000));
      // Whoever gave up before could not be killed.
      expect(children.filter(({ exitCode }) => exitCode !== null && exitCode !== 0)).toEqual([]);
      await kill9(random(2) === 0 ? children : children.slice(random(children.length)));
      await Promise.all(meanwhile);
      await kill9(children);
      // The embedded server sees that its owner is gone.
      await sleep(500);
    }
    // What was cut off is told again, which changes nothing of what came through.
    for (let part = 0; part < PARTS; part++) await importPart(where, part);
    await idleIn(where);
    await approvedInOrder(where);
    await idleIn(where);
    expect(await books(where)).toEqual(expected.books);
    expect(mails(where)).toHaveLength(expected.mails);
    const { out } = await dunwellAt(where, 'doctor', '--json');
    const { findings } = JSON.parse(out) as { findings: { what: string; ok: boolean; says: string }[] };
    const bad = findings.filter(({ ok, what }) => !ok && !OF_THIS_TEST.includes(what));
    expect(bad).toEqual([]);
  },
  240_000 + KILLS * 30_000,
);
