import { describe, expect, it } from 'vitest';
import { claimEffect, delayEffect, finishEffect, planEffect } from '../../../db/effects/effects.ts';
import { dueWork } from '../../../db/sweep/due-work.ts';
import { failingAsks, failingWork, openTasksByKind } from '../../../db/sweep/failing-work.ts';
import { openTask } from '../../../db/tasks/tasks.ts';
import type { Tx } from '../../../db/tx.ts';
import type { TaskKind } from '../../../domain/tasks/task.ts';
import { addCase, addInvoice, instant, letter } from '../samples.ts';
import { freshDatabase } from '../test-database.ts';

const NOW = instant('2026-02-10T10:00:00Z');
const MINUTE = 60_000;
const READ_ONLY = 'Cannot write to the outbox /o/mail: it is read-only.';

const NOTHING = { steps: 0, wakes: 0, effects: 0, batches: 0, bulks: 0, signals: 0 };

/** An invoice whose reminder failed and is tried again at that moment. */
async function failed(tx: Tx, number: string, nextAt: number, nextStep = 'handOver', error = READ_ONLY) {
  const { id } = await addInvoice(tx, number, { nextStep: nextStep as 'handOver', nextAt });
  const key = `invoice/acme/${number}/1/level/reminder-1`;
  await planEffect(tx, letter(id, { key }));
  await delayEffect(tx, key, { nextAttemptAt: nextAt, lastError: error });
  return { id, key };
}

describe('A letter that failed', () => {
  it.each([
    ['before its next attempt', NOW + 1],
    ['at its next attempt', NOW],
    ['after its next attempt', NOW - 1],
  ])('is failing work and no due step, %s', async (_, nextAt) => {
    const db = await freshDatabase();
    await db.transaction(async (tx) => {
      await failed(tx, '1001', nextAt);
      expect(await dueWork(tx, NOW)).toEqual(NOTHING);
      expect(await failingWork(tx)).toEqual([{ cause: READ_ONLY, count: 1, nextAt }]);
    });
  });

  it('stays so while it is tried again, and is done once it has arrived', async () => {
    const db = await freshDatabase();
    await db.transaction(async (tx) => {
      const { key } = await failed(tx, '1001', NOW);
      const lease = NOW + 30_000;
      expect(await claimEffect(tx, key, { attemptToken: 'a2', leaseUntil: lease, at: NOW })).toBe(true);
      expect([await dueWork(tx, NOW), (await failingWork(tx)).length]).toEqual([NOTHING, 1]);
      await finishEffect(tx, key, { state: 'delivered', finishedAt: NOW, lastError: null });
      expect(await failingWork(tx)).toEqual([]);
    });
  });

  it('is none while its invoice waits for something else, such as the end of a pause', async () => {
    const db = await freshDatabase();
    await db.transaction(async (tx) => {
      await failed(tx, '1001', NOW + 1, 'wait');
      expect(await failingWork(tx)).toEqual([]);
    });
  });

  it('outside the sending hours is tried again when the window opens', async () => {
    const db = await freshDatabase();
    await db.transaction(async (tx) => {
      const { key } = await failed(tx, '1001', NOW + 900 * MINUTE);
      await delayEffect(tx, key, { nextAttemptAt: NOW - MINUTE, lastError: READ_ONLY });
      expect(await failingWork(tx)).toMatchObject([{ nextAt: NOW + 900 * MINUTE }]);
    });
  });

  it('is counted by its cause, the most frequent first, with the first attempt of each', async () => {
    const db = await freshDatabase();
    await db.transaction(async (tx) => {
      await failed(tx, '1001', NOW + 3, 'handOver', 'The service answered 503.');
      await failed(tx, '1002', NOW + 2);
      await failed(tx, '1003', NOW + 1);
      expect(await failingWork(tx)).toEqual([
        { cause: READ_ONLY, count: 2, nextAt: NOW + 1 },
        { cause: 'The service answered 503.', count: 1, nextAt: NOW + 3 },
      ]);
    });
  });
});

describe('Other hand-overs', () => {
  it('under way for the first time are due, before and after their lease', async () => {
    const db = await freshDatabase();
    await db.transaction(async (tx) => {
      const { id } = await addInvoice(tx, '1001', { nextStep: 'handOver', nextAt: NOW + 30_000 });
      await planEffect(tx, letter(id, { leaseUntil: NOW + 30_000 }));
      expect(await dueWork(tx, NOW)).toEqual({ ...NOTHING, effects: 1 });
      expect(await failingWork(tx)).toEqual([]);
    });
  });

  it('to the operator are failing work as well', async () => {
    const db = await freshDatabase();
    await db.transaction(async (tx) => {
      const { id } = await addInvoice(tx, '1001', { nextStep: 'wait', nextAt: null });
      await planEffect(tx, letter(id, { key: 'n', kind: 'notification', level: null }));
      await delayEffect(tx, 'n', { nextAttemptAt: NOW + 1, lastError: READ_ONLY });
      expect(await failingWork(tx)).toEqual([{ cause: READ_ONLY, count: 1, nextAt: NOW + 1 }]);
      expect(await dueWork(tx, NOW)).toEqual(NOTHING);
    });
  });

  it.each([
    ['failing work while its case hands it over', 'handOverInstruction', 1],
    ['kept back by a case that is paused', 'waitForCase', 0],
  ] as const)('to a collector is %s', async (_, nextStep, count) => {
    const db = await freshDatabase();
    await db.transaction(async (tx) => {
      const { id: caseId } = await addCase(tx, 'c-1', { state: 'PENDING', nextStep, nextAt: NOW });
      await planEffect(tx, letter(0, { key: 'o', kind: 'order', level: null, invoiceId: null, caseId }));
      await delayEffect(tx, 'o', { nextAttemptAt: NOW, lastError: 'The collector answered 503.' });
      expect(await failingWork(tx)).toHaveLength(count);
      expect((await dueWork(tx, NOW)).steps).toBe(1 - count);
    });
  });
});

describe('A collector asked in vain', () => {
  it.each([
    [0, { count: 0, nextAt: null }, 1],
    [1, { count: 1, nextAt: NOW }, 0],
    [2, { count: 1, nextAt: NOW }, 0],
  ])('%i times: %o', async (askFailures, asks, steps) => {
    const db = await freshDatabase();
    await db.transaction(async (tx) => {
      await addCase(tx, 'c-1', { state: 'PROCESSING', nextStep: 'askCollector', nextAt: NOW, askFailures });
      expect(await failingAsks(tx, NOW)).toEqual(asks);
      expect((await dueWork(tx, NOW)).steps).toBe(steps);
    });
  });
});

it('Tasks of a run are those since its first moment', async () => {
  const db = await freshDatabase();
  await db.transaction(async (tx) => {
    const about = { creditor: 'acme', subject: 'invoice' as const, kind: 'EFFECT_FAILED' as TaskKind };
    for (const [i, since] of [NOW - 1, NOW, NOW + 1].entries())
      await openTask(tx, { ...about, about: `${i}`, since });
    await openTask(tx, { ...about, about: '1', kind: 'CLOSES_SOON', since: NOW - 1 });
    expect(await openTasksByKind(tx, NOW)).toEqual([
      { kind: 'EFFECT_FAILED', count: 3, since: 2 },
      { kind: 'CLOSES_SOON', count: 1, since: 0 },
    ]);
  });
});
