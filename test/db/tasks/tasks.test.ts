import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { findCaseByReference } from '../../../db/case/cases.ts';
import { MIGRATIONS_FOLDER } from '../../../db/drivers/sqlite/migrate.ts';
import { findInvoiceByNumber } from '../../../db/invoice/invoices.ts';
import {
  assignTask,
  endTask,
  findTask,
  listTasks,
  openTask,
  openTasksOf,
  tasksOf,
} from '../../../db/tasks/tasks.ts';
import type { Tx } from '../../../db/tx.ts';
import { addCase, addInvoice } from '../samples.ts';
import { freshDatabase } from '../test-database.ts';

const INVOICE = { creditor: 'acme', subject: 'invoice', about: '1001' } as const;
const CASE = { creditor: 'acme', subject: 'case', about: 'K-1' } as const;
const DONE = { at: 9, ended: 'done', by: 'anna', reason: 'called them' } as const;

async function inOne<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const db = await freshDatabase();
  return db.transaction(work);
}

describe('A task', () => {
  it('shows on its invoice as the oldest open one and how many there are', () =>
    inOne(async (tx) => {
      await addInvoice(tx, '1001');
      await openTask(tx, { ...INVOICE, kind: 'EFFECT_BOUNCED', since: 1 });
      await openTask(tx, { ...INVOICE, kind: 'CLOSES_SOON', since: 2 });
      expect(await findInvoiceByNumber(tx, 'acme', '1001')).toMatchObject({
        attention: 'EFFECT_BOUNCED',
        openTasks: 2,
        version: 3,
      });
      await endTask(tx, { ...INVOICE, kind: 'EFFECT_BOUNCED' }, DONE);
      expect(await findInvoiceByNumber(tx, 'acme', '1001')).toMatchObject({
        attention: 'CLOSES_SOON',
        openTasks: 1,
      });
      await endTask(tx, { ...INVOICE, kind: 'CLOSES_SOON' }, DONE);
      expect(await findInvoiceByNumber(tx, 'acme', '1001')).toMatchObject({ attention: null, openTasks: 0 });
    }));

  it('shows on its case likewise, once for each key', () =>
    inOne(async (tx) => {
      await addCase(tx, 'K-1');
      await openTask(tx, { ...CASE, kind: 'SURPLUS', key: 'r-1', since: 1 });
      await openTask(tx, { ...CASE, kind: 'SURPLUS', key: 'r-2', since: 2 });
      expect(await findCaseByReference(tx, 'acme', 'K-1')).toMatchObject({
        attention: 'SURPLUS',
        openTasks: 2,
      });
    }));

  it('is open once for its kind and key, and can come again after its end', () =>
    inOne(async (tx) => {
      await addInvoice(tx, '1001');
      const task = { ...INVOICE, kind: 'STUCK', since: 1 } as const;
      expect(await openTask(tx, task)).toBe(true);
      expect(await openTask(tx, { ...task, since: 2 })).toBe(false);
      expect(await openTasksOf(tx, INVOICE)).toMatchObject([{ since: 1 }]);
      expect(await endTask(tx, task, DONE)).toBe(true);
      expect(await endTask(tx, task, DONE)).toBe(false);
      expect(await openTask(tx, { ...task, since: 3 })).toBe(true);
      expect(await tasksOf(tx, INVOICE)).toMatchObject([
        { since: 1, endedAt: 9, ended: 'done', endedBy: 'anna', endedReason: 'called them' },
        { since: 3, endedAt: null },
      ]);
    }));

  it('is given to somebody while it is open', () =>
    inOne(async (tx) => {
      await openTask(tx, { ...CASE, kind: 'FAILED', since: 1 });
      const [task] = await openTasksOf(tx, CASE);
      const id = task?.id ?? 0;
      expect(await assignTask(tx, id, 'berta')).toBe(true);
      expect(await findTask(tx, id)).toMatchObject({ owner: 'berta' });
      await endTask(tx, { ...CASE, kind: 'FAILED' }, DONE);
      expect(await assignTask(tx, id, 'carl')).toBe(false);
    }));
});

describe('The list of tasks', () => {
  it('can be narrowed by every field of the filter, and read page by page', () =>
    inOne(async (tx) => {
      const batch = { creditor: 'acme', subject: 'batch', about: 'b-1' } as const;
      await openTask(tx, { ...CASE, kind: 'FAILED', since: 10 });
      await openTask(tx, { ...batch, kind: 'BATCH_NOT_TAKEN', since: 20, owner: 'berta' });
      await openTask(tx, { ...batch, creditor: 'other', kind: 'BATCH_NOT_TAKEN', since: 30 });
      await openTask(tx, { ...CASE, kind: 'SURPLUS', since: 40 });
      await endTask(tx, { ...CASE, kind: 'FAILED' }, DONE);
      const shown = async (filter: object) =>
        (await listTasks(tx, { limit: 10, ...filter })).map(({ id }) => id);
      expect(await shown({})).toEqual([2, 3, 4]);
      expect(await shown({ withEnded: true })).toEqual([1, 2, 3, 4]);
      expect(await shown({ creditor: 'acme' })).toEqual([2, 4]);
      expect(await shown({ subject: 'case' })).toEqual([4]);
      expect(await shown({ about: 'b-1' })).toEqual([2, 3]);
      expect(await shown({ kind: 'BATCH_NOT_TAKEN' })).toEqual([2, 3]);
      expect(await shown({ owner: 'berta' })).toEqual([2]);
      expect(await shown({ sinceBefore: 30 })).toEqual([2]);
      expect(await shown({ limit: 1 })).toEqual([2]);
      expect(await shown({ limit: 1, afterId: 2 })).toEqual([3]);
    }));
});

describe('A database of before there were tasks', () => {
  /** Fills what must not be null by its type. */
  function insert(db: Sqlite.Database, table: string, given: Record<string, unknown>): void {
    const columns = db.pragma(`table_info(${table})`) as { name: string; notnull: number; type: string }[];
    const row = columns
      .filter(({ notnull, name }) => notnull === 1 || name in given)
      .filter(({ name }) => name !== 'id')
      .map(({ name, type }) => [
        name,
        name in given ? given[name] : type === 'TEXT' || type === 'text' ? 'x' : 0,
      ]);
    const names = row.map(([name]) => `"${name}"`).join();
    db.prepare(`insert into ${table} (${names}) values (${row.map(() => '?').join()})`).run(
      row.map(([, value]) => value),
    );
  }

  it('keeps every open attention as a task, and a refund that another one had hidden', () => {
    const db = new Sqlite(':memory:');
    db.pragma('foreign_keys = OFF');
    const files = readdirSync(MIGRATIONS_FOLDER).filter((name) => name.endsWith('.sql'));
    const sql = files.sort().map((name) => readFileSync(join(MIGRATIONS_FOLDER, name), 'utf8'));
    const first = sql.findIndex((text) => text.includes('CREATE TABLE `tasks`'));
    for (const text of sql.slice(0, first)) db.exec(text);
    const noted = { creditor: 'acme', attention: 'STUCK', attention_note: 'three rounds', decided_at: 7 };
    insert(db, 'invoices', { number: '1001', ...noted });
    insert(db, 'invoices', { number: '1002', creditor: 'acme' });
    insert(db, 'cases', {
      ...{ creditor: 'acme', reference: 'K-1', external_id: 'K-1' },
      ...{ attention: 'RECEIPT_CONFLICT', surplus: 100, decided_at: 8 },
    });
    insert(db, 'cases', { creditor: 'acme', reference: 'K-2', external_id: 'K-2', attention: 'FAILED' });
    for (const text of sql.slice(first)) db.exec(text);
    const rows = (query: string) => db.prepare(query).raw().all();
    expect(rows('select subject, about, kind, note, since from tasks order by about, id')).toEqual([
      ['invoice', '1001', 'STUCK', 'three rounds', 7],
      ['case', 'K-1', 'SURPLUS', expect.stringMatching(/refunded/), 8],
      ['case', 'K-1', 'RECEIPT_CONFLICT', null, 8],
      ['case', 'K-2', 'FAILED', null, 0],
    ]);
    expect(rows('select attention, open_tasks from invoices order by id')).toEqual([
      ['STUCK', 1],
      [null, 0],
    ]);
    expect(rows('select attention, open_tasks from cases order by id')).toEqual([
      ['SURPLUS', 2],
      ['FAILED', 1],
    ]);
  });
});
