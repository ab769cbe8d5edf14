import { expect, test } from 'vitest';
import { noteWorker, SILENT_MS, type WorkerRow } from '../../../db/workers/workers.ts';
import { workerFindings } from '../../../read/books/worker-findings.ts';
import { freshDatabase } from '../../db/test-database.ts';

const AS_OF = Date.parse('2026-03-03T09:30:00Z');

async function found(...workers: readonly Partial<WorkerRow>[]) {
  const db = await freshDatabase();
  for (const [at, changed] of workers.entries()) {
    const worker = {
      ...{
        id: `w-${at}`,
        host: 'a',
        machine: 'm',
        pid: 1,
        version: '1.0.0',
        server: 's',
        serverSays: 'the server',
      },
      ...{ settings: {}, clockAheadMs: null, since: AS_OF - 1_000_000, seenAt: AS_OF, ...changed },
    };
    await db.transaction((tx) => noteWorker(tx, worker));
  }
  const findings = await workerFindings(db, AS_OF);
  return Object.fromEntries(findings.map(({ what, ok, says }) => [what, { ok, says }]));
}

test('without a worker, and with workers that say the same, nothing is wrong', async () => {
  const none = await found();
  expect(Object.values(none).map(({ ok }) => ok)).toEqual([true, true, true]);
  const settings = { 'secret env:KEY': 'a1b2c3' };
  const same = await found({ settings }, { host: 'b', settings, clockAheadMs: 5_000 });
  expect(Object.values(same).map(({ ok }) => ok)).toEqual([true, true, true]);
  expect(same.workers?.says).toBe('2 workers of release 1.0.0 on a, b.');
});

test('different releases are named with their machines', async () => {
  expect((await found({}, { host: 'b', version: '1.1.0' })).workers).toEqual({
    ok: false,
    says: 'Workers of different releases: 1.0.0 on a; 1.1.0 on b.',
  });
});

test('what machines have by themselves is compared where both say it, never shown', async () => {
  const findings = await found(
    { settings: { 'secret env:KEY': 'a1b2c3', 'path /mnt/letters': 'there', only: 'here' } },
    { host: 'b', settings: { 'secret env:KEY': 'missing', 'path /mnt/letters': 'there' } },
  );
  expect(findings['settings of the machines']).toEqual({
    ok: false,
    says: 'Workers differ in secret env:KEY: a1b2c3 on a; missing on b.',
  });
});

test.each([
  [-5_001, false],
  [-5_000, true],
  [5_000, true],
  [5_001, false],
])('a clock that is %i ms ahead of the database is right: %s', async (clockAheadMs, ok) => {
  expect((await found({ clockAheadMs }))['clocks of the machines']?.ok).toBe(ok);
});

test.each([
  [SILENT_MS - 1, false],
  [SILENT_MS, true],
])('a worker that was silent for %i ms counts no more: %s', async (ms, ok) => {
  const findings = await found({}, { host: 'b', version: '0.9.0', seenAt: AS_OF - ms });
  expect(findings.workers?.ok).toBe(ok);
});
