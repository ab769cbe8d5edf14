import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { readRunning } from '../../temporal/data-folder-record.ts';
import { dunwell } from '../cli/dunwell.ts';
import { randomFrom } from '../workflows/serverless/random-order.ts';
import { temporaryFolder } from '../workflows/temporary-folder.ts';
import { day, lateWindow, ZONE } from './one-day.ts';

/** Each costs some seconds; DUNWELL_KILLS=60 is the long run. */
const KILLS = Number(process.env.DUNWELL_KILLS ?? 4);
const PARTS = Math.max(4, Math.ceil(KILLS / 2));
const PROGRAM = fileURLToPath(new URL('../../bin/dunwell.mjs', import.meta.url));

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

async function opened(): Promise<string> {
  const data = temporaryFolder('dunwell-kills-');
  onTestFinished(() => rmSync(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 }));
  const creditor = join(data, 'creditor.yaml');
  writeFileSync(creditor, creditorFile());
  const published = await dunwell(['policy', 'publish', creditor, '--data', data, '--create']);
  expect(published).toMatchObject({ code: 0 });
  return data;
}

const importPart = (data: string, part: number) => {
  const { invoices, payments, customers } = filesOf(data, part);
  return dunwell(['import', invoices, '--payments', payments, '--customers', customers, '--data', data]);
};
const approveAll = (data: string) =>
  dunwell(['approve', '--stage', 'LISTED', '--by', 'anna', '--commit', '--no-wait', '--data', data]);
const untilIdle = (data: string) =>
  dunwell(['worker', '--until-idle', '--idle-for', '8', '--patience', '60', '--data', data]);

async function idleIn(data: string): Promise<void> {
  const { code, err } = await untilIdle(data);
  expect({ code, says: code === 0 ? '' : err }).toEqual({ code: 0, says: '' });
}

function run(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

async function kill9(children: readonly ChildProcess[]): Promise<void> {
  const ended = children.map((child) => new Promise((resolve) => child.once('close', resolve)));
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(ended);
}

/** Approves what is listed, with a server of its own that is stopped in order. */
async function approvedInOrder(data: string): Promise<void> {
  const child = run('start', '--data', data, '--port', '0', '--ui-port', '0');
  const ended = new Promise((resolve) => child.once('close', resolve));
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(200)) {
    if ((await readRunning(data)) === undefined) continue;
    if ((await approveAll(data)).code === 0) break;
  }
  child.kill('SIGTERM');
  await ended;
}

/** Everything the books say of each invoice, but when and at which attempt. */
function books(data: string): Record<string, unknown> {
  const db = new Sqlite(join(data, 'dunwell.db'), { readonly: true });
  try {
    const all = (sql: string, id: unknown) => db.prepare(sql).raw().all(id);
    const rows = db
      .prepare(
        'select id, number, stage, levels_done, round, open_principal, surplus, approved_by, case_count, attention from invoices order by number',
      )
      .all() as { id: number; number: string }[];
    return Object.fromEntries(
      rows.map(({ id, ...row }) => [
        row.number,
        {
          ...row,
          effects: all('select key, kind, state, amount from effects where invoice_id = ? order by key', id),
          moves: all(
            'select event, from_stage, to_stage, level from transitions where invoice_id = ? order by id',
            id,
          ),
          ledger: all(
            'select external_id, kind, amount from ledger_entries where invoice_id = ? order by external_id',
            id,
          ),
          holds: all('select reason, from_on, until_on from holds where invoice_id = ? order by id', id),
          cases: all('select case_id > 0, active from case_invoices where invoice_id = ?', id),
        },
      ]),
    );
  } finally {
    db.close();
  }
}

const mails = (data: string) =>
  readdirSync(join(data, 'outbox'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(eml|html)$/.test(name),
  );

async function undisturbed(): Promise<{ books: Record<string, unknown>; mails: number }> {
  const data = await opened();
  for (let part = 0; part < PARTS; part++) expect(await importPart(data, part)).toMatchObject({ code: 0 });
  await idleIn(data);
  await approvedInOrder(data);
  await idleIn(data);
  return { books: books(data), mails: mails(data).length };
}

const WAYS: Readonly<Record<string, (data: string) => readonly ChildProcess[]>> = {
  start: (data) => [run('start', '--data', data, '--port', '0', '--ui-port', '0')],
  'server and worker': (data) => [
    run('server', '--data', data, '--port', '0', '--ui-port', '0'),
    run('worker', '--data', data),
  ],
  'worker --until-idle': (data) => [run('worker', '--until-idle', '--idle-for', '2', '--data', data)],
};

it(
  `${KILLS} kill -9 at random, with imports and approvals meanwhile: the books are those of a run that nobody disturbed`,
  async () => {
    const expected = await undisturbed();
    const random = randomFrom(Number(process.env.DUNWELL_SEED ?? 27));
    const data = await opened();
    const names = Object.keys(WAYS);
    let imported = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const way = names[random(names.length)] ?? 'start';
      const children = WAYS[way]?.(data) ?? [];
      const meanwhile: Promise<unknown>[] = [];
      if (imported < PARTS) meanwhile.push(sleep(random(3_000)).then(() => importPart(data, imported++)));
      if (random(2) === 0) meanwhile.push(sleep(2_000 + random(3_000)).then(() => approveAll(data)));
      await sleep(500 + random(7_000));
      await kill9(random(2) === 0 ? children : children.slice(random(children.length)));
      await Promise.all(meanwhile);
      await kill9(children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null));
      // The embedded server sees that its owner is gone.
      await sleep(500);
    }
    // What was cut off is told again, which changes nothing of what came through.
    for (let part = 0; part < PARTS; part++) await importPart(data, part);
    await idleIn(data);
    await approvedInOrder(data);
    await idleIn(data);
    expect(books(data)).toEqual(expected.books);
    expect(mails(data)).toHaveLength(expected.mails);
    const { out } = await dunwell(['doctor', '--data', data, '--json']);
    const { findings } = JSON.parse(out) as { findings: { what: string; ok: boolean; says: string }[] };
    const bad = findings.filter(({ ok, what }) => !ok && what !== 'server');
    expect(bad).toEqual([]);
  },
  120_000 + KILLS * 30_000,
);
