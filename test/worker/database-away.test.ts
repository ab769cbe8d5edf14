import type { Client } from '@temporalio/client';
import type { Worker } from '@temporalio/worker';
import { expect, onTestFinished, test, vi } from 'vitest';
import { noticeStaged } from '../../worker/notice-staged.ts';
import { waitUntilIdle } from '../../worker/until-idle.ts';
import { freshDatabase } from '../db/test-database.ts';
import { AWAY, awayWhile } from './away-database.ts';

const NOBODY = { workflow: {} } as unknown as Client;

test('a worker says once that its database is away, and once that it is back, though nothing is due', async () => {
  const db = await freshDatabase();
  let isAway = false;
  let looks = 0;
  const said: string[] = [];
  const books = awayWhile(db, () => {
    looks += 1;
    return isAway;
  });
  const watch = noticeStaged(books, NOBODY, { everyMs: 5, onMessage: (text) => said.push(text) });
  onTestFinished(() => watch.stop());
  const fewLooks = () => {
    const from = looks;
    return vi.waitUntil(() => looks > from + 3);
  };
  await fewLooks();
  expect(said).toEqual([]);
  for (const times of [1, 2]) {
    isAway = true;
    await fewLooks();
    isAway = false;
    await fewLooks();
    expect(said).toEqual(
      Array(times)
        .fill([AWAY, `The database ${db.place} answers again.`])
        .flat(),
    );
  }
});

test.each([
  { outage: 1, patienceMs: 5_000, end: 'done' },
  { outage: 3, patienceMs: 5_000, end: 'done' },
])(
  'the last look of a run until idle waits for a database that is away at $outage readings',
  async ({ outage, patienceMs, end }) => {
    const db = await freshDatabase();
    const said: string[] = [];
    let readings = 0;
    // The first reading finds nothing to do; the last look is the next.
    const books = awayWhile(db, () => {
      readings += 1;
      return readings > 1 && readings <= 1 + outage;
    });
    const execute = async (type: string) => (type === 'reconcile' ? { odd: [] } : 'ok');
    const ended = await waitUntilIdle({
      client: { workflow: { execute } } as unknown as Client,
      db: books,
      worker: {
        getStatus: () => ({ numInFlightWorkflowActivations: 0, numInFlightActivities: 0 }),
      } as unknown as Worker,
      since: 0,
      idleForMs: 0,
      patienceMs,
      onMessage: (text) => said.push(text),
      isCancelled: () => false,
      cancelled: new Promise(() => undefined),
    });
    expect(ended).toMatchObject({ kind: end });
    expect(said.filter((text) => text === AWAY)).toHaveLength(1);
  },
);
