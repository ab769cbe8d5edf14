import { describe, expect, it } from 'vitest';
import { advanceBulk, findBulk, finishBulk, startBulk } from '../../../db/bulk/bulk.ts';
import {
  advanceBatch,
  completeBatch,
  findBatch,
  finishBatch,
  problemsOf,
  recordProblem,
  rowsAfter,
  stageBatch,
  stageRows,
} from '../../../db/intake/intake.ts';
import { firstUntaken, untakenBatches } from '../../../db/intake/order.ts';
import type { Tx } from '../../../db/tx.ts';
import { freshDatabase } from '../test-database.ts';

async function inOne(work: (tx: Tx) => Promise<void>): Promise<void> {
  const db = await freshDatabase();
  await db.transaction(work);
}

const batch = { id: 'sha-1', creditor: 'acme', by: 'anna', at: 1_000 };
const rows = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, n) => ({
    seq: from + n,
    kind: 'invoice',
    line: from + n + 1,
    body: { number: String(from + n) },
  }));

describe('A batch', () => {
  it('is open only once all its rows are staged', () =>
    inOne(async (tx) => {
      expect(await stageBatch(tx, batch)).toMatchObject({ doneUpTo: 0, stagedAt: null, rows: 0 });
      await stageRows(tx, 'sha-1', rows(1, 3));
      expect(await untakenBatches(tx)).toEqual([]);
      await completeBatch(tx, 'sha-1', 3, 2_000);
      expect(await untakenBatches(tx)).toMatchObject([{ id: 'sha-1', rows: 3, stagedAt: 2_000 }]);
    }));

  it('has its turn among those of its creditor, by when it was staged to the end', () =>
    inOne(async (tx) => {
      const staged = [
        ['a-1', 'acme'],
        ['b-1', 'bolt'],
        ['a-2', 'acme'],
      ] as const;
      for (const [id, creditor] of staged) await stageBatch(tx, { ...batch, id, creditor });
      for (const id of ['a-2', 'b-1', 'a-1']) await completeBatch(tx, id, 0, 2_000);
      expect(await untakenBatches(tx)).toMatchObject([
        { id: 'a-2', place: 1 },
        { id: 'a-1', place: 2 },
        { id: 'b-1', place: 1 },
      ]);
      expect(await firstUntaken(tx, 'acme')).toMatchObject({ id: 'a-2' });
    }));

  it('cut off while staging is simply staged again', () =>
    inOne(async (tx) => {
      await stageBatch(tx, batch);
      await stageRows(tx, 'sha-1', rows(1, 2));
      expect(await stageBatch(tx, { ...batch, by: 'bert', at: 9_000 })).toMatchObject({
        by: 'anna',
        begunAt: 1_000,
      });
      await stageRows(tx, 'sha-1', rows(1, 4));
      expect((await rowsAfter(tx, 'sha-1', 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    }));

  it('is taken page by page; a page taken twice counts once', () =>
    inOne(async (tx) => {
      await stageBatch(tx, batch);
      await stageRows(tx, 'sha-1', rows(1, 5));
      await completeBatch(tx, 'sha-1', 5, 2_000);
      const page = await rowsAfter(tx, 'sha-1', 0, 2);
      expect(page).toMatchObject([{ seq: 1, line: 2, body: { number: '1' } }, { seq: 2 }]);
      await recordProblem(tx, 'sha-1', 2, 'The amount is missing.');
      const progress = { doneUpTo: 2, taken: 1, unchanged: 0, refused: 1 };
      expect(await advanceBatch(tx, 'sha-1', progress)).toBe(true);
      expect(await advanceBatch(tx, 'sha-1', progress)).toBe(false);
      expect(await advanceBatch(tx, 'sha-1', { doneUpTo: 5, taken: 2, unchanged: 1, refused: 0 })).toBe(true);
      expect(await findBatch(tx, 'sha-1')).toMatchObject({ doneUpTo: 5, taken: 3, unchanged: 1, refused: 1 });
      expect(await rowsAfter(tx, 'sha-1', 2, 10)).toEqual([]);
      expect(await problemsOf(tx, 'sha-1')).toMatchObject([{ line: 3, problem: 'The amount is missing.' }]);
      await finishBatch(tx, 'sha-1', 3_000);
      await finishBatch(tx, 'sha-1', 4_000);
      expect(await findBatch(tx, 'sha-1')).toMatchObject({ finishedAt: 3_000 });
      expect(await untakenBatches(tx)).toEqual([]);
      expect(await problemsOf(tx, 'sha-1')).toHaveLength(1);
    }));

  it('may bring rows that were refused while reading the file', () =>
    inOne(async (tx) => {
      await stageBatch(tx, batch);
      await stageRows(tx, 'sha-1', [{ seq: 1, kind: 'invoice', line: 2, body: null, problem: 'No number.' }]);
      expect(await problemsOf(tx, 'sha-1')).toMatchObject([{ body: null, problem: 'No number.' }]);
    }));
});

describe('A bulk operation', () => {
  const pauseAll = { id: 'b-1', creditor: 'acme', body: { kind: 'pause' }, by: 'anna', startedAt: 1 };

  it('is started once and carries its progress', () =>
    inOne(async (tx) => {
      expect((await startBulk(tx, pauseAll)).isNew).toBe(true);
      const again = await startBulk(tx, { ...pauseAll, by: 'bert' });
      expect(again).toMatchObject({
        isNew: false,
        operation: { by: 'anna', cursor: 0, woken: 0, result: null },
      });
      expect(await advanceBulk(tx, 'b-1', { cursor: 100, woken: 60 })).toBe(true);
      expect(await advanceBulk(tx, 'b-1', { cursor: 100, woken: 60 })).toBe(false);
      expect(await advanceBulk(tx, 'b-1', { cursor: 200, woken: 40 })).toBe(true);
      expect(await findBulk(tx, 'b-1')).toMatchObject({ cursor: 200, woken: 100, finishedAt: null });
      expect(await finishBulk(tx, 'b-1', { result: { woken: 100 }, finishedAt: 2 })).toBe(true);
      expect(await finishBulk(tx, 'b-1', { result: null, finishedAt: 3 })).toBe(false);
      expect(await findBulk(tx, 'b-1')).toMatchObject({ result: { woken: 100 }, finishedAt: 2 });
    }));
});
