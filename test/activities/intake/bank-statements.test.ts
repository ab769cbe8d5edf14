import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeBankStatement } from '../../../activities/intake/take-bank-statement.ts';
import { takeIn } from '../../../activities/intake/take-in.ts';
import { queueKeptBack } from '../../../activities/wake/queue-kept-back.ts';
import { readCreditor } from '../../../config/load.ts';
import { findCreditor, publishPolicy, saveCreditor } from '../../../db/creditor/creditors.ts';
import type { Database } from '../../../db/database.ts';
import { problemsOf } from '../../../db/intake/intake.ts';
import { listUnmatched, setSettled } from '../../../db/intake/unmatched.ts';
import { openTasksOf, tasksOf } from '../../../db/tasks/tasks.ts';
import { parseDay } from '../../../domain/kernel/day.ts';
import { TaskKind, TaskSubject } from '../../../domain/tasks/task.ts';
import { gatherCompleteThrough } from '../../../gather/intake/complete-through.ts';
import { gatherIntakeSettings } from '../../../gather/intake/intake-settings.ts';
import { createSources } from '../../../gather/sources.ts';
import { stageFiles } from '../../../intake/stage-files.ts';
import { ACME, depsOf } from '../../cli/prepared-folder.ts';
import { sql } from '../../db/sql.ts';
import { openTestDatabase, randomRuns, type TestDatabase } from '../../db/test-database.ts';
import { ACCOUNT, balance, entryXml, sample, statementXml } from '../../files/bank/read-statement.ts';

const SECOND = 'NL20INGB0001234567';
/** Sunday 2026-12-06, noon in Amsterdam. */
const NOW = Date.parse('2026-12-06T11:00:00Z');

let folder: string;
let books: TestDatabase;
let db: Database;
let files = 0;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dunwell-bank-'));
  books = await openTestDatabase();
  db = books.db;
});
afterEach(async () => {
  await books.close();
  rmSync(folder, { recursive: true });
});

const publish = (...accounts: string[]) => publishFile(`${ACME}bankAccounts: [${accounts.join(', ')}]\n`);

async function publishFile(file: string): Promise<void> {
  const loaded = readCreditor(file);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const { creditor, hash } = loaded;
  await db.transaction(async (tx) => {
    const policy = { creditor: 'acme', hash, policy: creditor.policy, at: NOW, by: 'test' };
    const { version } = await publishPolicy(tx, policy);
    await saveCreditor(tx, creditor, version);
  });
}

interface Day {
  readonly day: number;
  readonly number?: number | null;
  readonly opening?: string;
  readonly closing?: string;
  readonly entries?: string;
  readonly account?: string;
}

/** The statement of a day of November 2026; numbered like the day unless it says otherwise, and without movement. */
function statement({
  day,
  number = day + 100,
  opening = '0',
  entries = '',
  account = ACCOUNT,
  ...rest
}: Day) {
  const { closing = opening } = rest;
  const dated = (xml: string) => xml.replace('2026-11-26', `2026-11-${day}`);
  const numbered = number === null ? '' : `<ElctrncSeqNb>${number}</ElctrncSeqNb>`;
  return statementXml({
    head: `<Id>S-${day}</Id>${numbered}`,
    account: `<Id><IBAN>${account}</IBAN></Id>`,
    opening: dated(balance('OPBD', opening)),
    closing: dated(balance('CLBD', closing)),
    entries,
  });
}

/** Stages a file and takes it in as a worker would; returns how many rows were news. */
async function take(xml: string, { partial = false } = {}): Promise<number> {
  files += 1;
  const bank = join(folder, `${files}.xml`);
  writeFileSync(bank, xml);
  const request = { db, creditor: 'acme', by: 'anna', asOf: NOW, bank, partial };
  const { batchId } = await stageFiles(request, () => undefined);
  const { taken } = await takeIn(depsOf(db), { creditor: 'acme', batchId }, NOW, () => undefined);
  expect(await db.read((tx) => problemsOf(tx, batchId))).toEqual([]);
  return taken;
}

async function freshUntil(): Promise<string | null> {
  const row = await db.read((tx) => findCreditor(tx, 'acme'));
  const at = row?.ledgerFreshAt ?? null;
  return at === null ? null : new Date(at).toISOString();
}

async function tasks(): Promise<readonly [string | null, string][]> {
  const about = { creditor: 'acme', subject: TaskSubject.CREDITOR, about: 'acme' };
  const rows = await db.read((tx) => tasksOf(tx, about));
  return rows
    .filter(({ kind }) => kind === TaskKind.STATEMENT_GAP)
    .map(({ note, ended }) => [note, ended ?? 'open']);
}

describe('the ledger is fresh by statements', () => {
  beforeEach(() => publish(ACCOUNT));

  it('up to the end of the last day that they tell of, in the creditor’s zone', async () => {
    await take(statement({ day: 24 }));
    expect(await freshUntil()).toBe('2026-11-24T23:00:00.000Z');
    await take(statement({ day: 25 }));
    expect(await freshUntil()).toBe('2026-11-25T23:00:00.000Z');
  });

  it('and no older for one that was read late', async () => {
    await take(statement({ day: 25 }));
    await take(statement({ day: 24 }));
    expect(await freshUntil()).toBe('2026-11-25T23:00:00.000Z');
  });

  it('not through a day whose statement is missing, until that was read', async () => {
    await take(statement({ day: 23 }));
    await take(statement({ day: 25 }));
    expect(await freshUntil()).toBe('2026-11-23T23:00:00.000Z');
    expect(await tasks()).toEqual([
      [
        `account ${ACCOUNT}: statement 124 is missing before the statement of 2026-11-25 (number 125)`,
        'open',
      ],
    ]);
    await take(statement({ day: 26 }));
    expect(await freshUntil()).toBe('2026-11-23T23:00:00.000Z');
    await take(statement({ day: 24 }));
    expect(await freshUntil()).toBe('2026-11-26T23:00:00.000Z');
    expect((await tasks()).map(([, state]) => state)).toEqual(['by itself']);
  });

  it('not through a balance that does not continue', async () => {
    await take(statement({ day: 23, number: null, opening: '5.00' }));
    await take(statement({ day: 25, number: null, opening: '7.50' }));
    expect(await freshUntil()).toBe('2026-11-23T23:00:00.000Z');
    expect((await tasks())[0]?.[0]).toContain(
      'what moved the balance from 5.00 on 2026-11-23 to 7.50 is missing',
    );
    const entries = entryXml('', { amount: '2.50' }).replace('2026-11-26', '2026-11-24');
    await take(statement({ day: 24, number: null, opening: '5.00', closing: '7.50', entries }));
    expect(await freshUntil()).toBe('2026-11-25T23:00:00.000Z');
    expect((await tasks()).map(([, state]) => state)).toEqual(['by itself']);
  });

  it('in whatever order three are read', async () => {
    for (const day of [26, 24, 25]) await take(statement({ day }));
    expect(await freshUntil()).toBe('2026-11-26T23:00:00.000Z');
    expect((await tasks()).map(([, state]) => state)).not.toContain('open');
  });

  it('with several missing, each of which is told until it was read', async () => {
    await take(statement({ day: 21 }));
    await take(statement({ day: 25 }));
    await take(statement({ day: 23 }));
    const open = (await tasks()).filter(([, state]) => state === 'open').map(([note]) => note);
    expect(open).toEqual([
      `account ${ACCOUNT}: statement 122 is missing before the statement of 2026-11-23 (number 123)`,
      `account ${ACCOUNT}: statement 124 is missing before the statement of 2026-11-25 (number 125)`,
    ]);
    await take(statement({ day: 22 }));
    expect(await freshUntil()).toBe('2026-11-23T23:00:00.000Z');
  });

  it('when a person says that it counts, whatever is missing', async () => {
    await take(statement({ day: 23 }));
    await take(statement({ day: 25 }));
    expect(await take(statement({ day: 25 }), { partial: true })).toBe(1);
    expect(await freshUntil()).toBe('2026-11-25T23:00:00.000Z');
    expect((await tasks()).map(([, state]) => state)).toEqual(['by itself']);
    // The next gap is another one.
    await take(statement({ day: 28 }));
    expect(await freshUntil()).toBe('2026-11-25T23:00:00.000Z');
  });

  it('not by one whose entries do not come to its balances, until it was read whole', async () => {
    const entries = entryXml('<AcctSvcrRef>B-1</AcctSvcrRef>', { amount: '2.00' });
    await take(statement({ day: 25, opening: '0', closing: '5.00', entries }));
    expect(await freshUntil()).toBeNull();
    expect((await tasks())[0]?.[0]).toBe(
      `account ${ACCOUNT}: the statement of 2026-11-25 (number 125) is not whole`,
    );
    const rest = entryXml('<AcctSvcrRef>B-2</AcctSvcrRef>', { amount: '3.00' });
    await take(statement({ day: 25, opening: '0', closing: '5.00', entries: entries + rest }));
    expect(await freshUntil()).toBe('2026-11-25T23:00:00.000Z');
    expect((await tasks()).map(([, state]) => state)).toEqual(['by itself']);
  });

  it('not later than it is now', async () => {
    await take(statement({ day: 30 }).replaceAll('2026-11-30', '2026-12-06'));
    expect(await freshUntil()).toBe(new Date(NOW).toISOString());
  });

  it('and a statement read again changes nothing', async () => {
    expect(await take(statement({ day: 24 }))).toBe(1);
    expect(await take(statement({ day: 24 }))).toBe(0);
    expect(await take(statement({ day: 24 }).replace('<Id>S-24</Id>', '<Id>other</Id>'))).toBe(0);
    expect(await tasks()).toEqual([]);
  });
});

it('a ledger made fresh wakes what an old one kept back, and nothing else does', async () => {
  await publish(ACCOUNT);
  const invoices = join(folder, 'invoices.csv');
  const rows = ['kept,C-1,2026-10-01,2026-10-31,100.00,EUR', 'other,C-1,2026-10-01,2026-10-31,100.00,EUR'];
  writeFileSync(invoices, ['number,customer,issuedOn,dueOn,amount,currency', ...rows].join('\n'));
  const request = { db, creditor: 'acme', by: 'anna', asOf: NOW, invoices };
  const { batchId } = await stageFiles(request, () => undefined);
  await takeIn(depsOf(db), { creditor: 'acme', batchId }, NOW, () => undefined);
  await sql(db).exec(
    `delete from wake_outbox; update invoices set kept_back_by = 'LEDGER_STALE' where number = 'kept'`,
  );
  const woken = async () => {
    await queueKeptBack({ db }, () => undefined);
    return sql(db).column(
      'select distinct number from wake_outbox join invoices on invoices.id = invoice_id',
    );
  };
  await take(statement({ day: 23 }));
  expect(await woken()).toEqual(['kept']);
  await sql(db).exec('delete from wake_outbox');
  await take(statement({ day: 23 }));
  await take(statement({ day: 25 }));
  expect(await woken()).toEqual([]);
  await take(statement({ day: 24 }));
  expect(await woken()).toEqual(['kept']);
});

it('with two accounts the ledger is fresh only as far as both tell', async () => {
  await publish(ACCOUNT, SECOND);
  await take(statement({ day: 25 }));
  expect(await freshUntil()).toBeNull();
  await take(statement({ day: 23, account: SECOND }));
  expect(await freshUntil()).toBe('2026-11-23T23:00:00.000Z');
  await take(statement({ day: 24, account: SECOND }));
  expect(await freshUntil()).toBe('2026-11-24T23:00:00.000Z');
});

describe('a batch that statement and notification tell of', () => {
  const UBS = { account: 'CH600023323312345601A', currency: 'CHF' };
  beforeEach(async () => {
    const swiss = ACME.replace('country: NL', 'country: CH-ZH')
      .replace('Europe/Amsterdam', 'Europe/Zurich')
      .replace('currency: EUR', 'currency: CHF');
    await publishFile(`${swiss}bankAccounts: [${UBS.account}]\n`);
  });
  const waiting = async () => {
    const rows = await db.read((tx) => listUnmatched(tx, { creditor: 'acme', limit: 100 }));
    return rows.map(({ amount }) => amount).sort((a, b) => a - b);
  };
  const file = (name: string) => readFileSync(sample(name), 'utf8');
  const PARTS = [10_000, 20_000, 34_050];

  it('counts once when both have its payments', async () => {
    expect(await take(file('ubs-notification'))).toBe(3);
    expect(await waiting()).toEqual(PARTS);
    // Only the statement itself is news.
    expect(await take(file('ubs'))).toBe(1);
    expect(await waiting()).toEqual(PARTS);
  });

  it('counts once when the statement, read later, has no payments', async () => {
    await take(file('ubs-notification'));
    expect(await take(file('ubs-without-details'))).toBe(1);
    expect(await waiting()).toEqual(PARTS);
  });

  it('gives way to its payments when the statement, read first, has none', async () => {
    await take(file('ubs-without-details'));
    expect(await waiting()).toEqual([64_050]);
    expect(await take(file('ubs-notification'))).toBe(3);
    expect(await waiting()).toEqual(PARTS);
    expect(await take(file('ubs-without-details'))).toBe(0);
    expect(await waiting()).toEqual(PARTS);
  });

  it('stays whole when somebody has matched some of it', async () => {
    await take(file('ubs-without-details'));
    const [money] = await db.read((tx) => listUnmatched(tx, { creditor: 'acme', limit: 1 }));
    if (money === undefined) throw new Error('nothing waits');
    await db.transaction((tx) => setSettled(tx, money, 100, NOW));
    expect(await take(file('ubs-notification'))).toBe(0);
    expect(await waiting()).toEqual([64_050]);
  });
});

it('whatever statements come in whatever order, the ledger is complete up to the first that is missing', async () => {
  await publish(ACCOUNT);
  const FIRST = parseDay('2026-11-02') ?? 0;
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 0, max: 11 }), { minLength: 1, maxLength: 12 }),
      fc.constantFrom('numbers', 'balances', 'both'),
      async (order, told) => {
        runs += 1;
        const account = `run-${runs}`;
        const through = await db.transaction(async (tx) => {
          const settings = await gatherIntakeSettings(tx, createSources(false), 'acme');
          const creditor = { ...settings.creditor, bankAccounts: [account] };
          const deps = depsOf(db);
          const context = { tx, deps, ...settings, creditor, asOf: NOW, by: 'anna' };
          for (const n of order) {
            const numbers = told === 'balances' ? {} : { number: n + 1 };
            // Each day brings something in, so that a balance shows when one is missing.
            const balances = told === 'numbers' ? {} : { opening: n * 100, closing: (n + 1) * 100 };
            const rest = { isLast: true, isWhole: true, file: 'f', line: 1, id: `${n}` };
            const staged = { account, closesOn: FIRST + n, ...numbers, ...balances, ...rest };
            await takeBankStatement(context, staged, { batchId: 'none', line: 1 });
          }
          return gatherCompleteThrough(tx, creditor);
        });
        let last = Math.min(...order);
        while (order.includes(last + 1)) last += 1;
        expect(through).toBe(FIRST + last);
        const about = { creditor: 'acme', subject: TaskSubject.CREDITOR, about: 'acme' };
        const open = await db.read((tx) => openTasksOf(tx, about));
        const gaps = [...order].filter((n) => n > Math.min(...order) && !order.includes(n - 1)).length;
        expect(open.filter(({ key }) => key.startsWith(`${account}/`))).toHaveLength(gaps);
      },
    ),
    { numRuns: randomRuns(150) },
  );
});
