import { hostname } from 'node:os';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Database } from '../../db/database.ts';
import { noteServer } from '../../db/workers/server.ts';
import { listWorkers, noteWorker, SILENT_MS } from '../../db/workers/workers.ts';
import { type Announcing, announce, OtherServer, type Presence } from '../../worker/presence.ts';
import { thisProcess } from '../../worker/process-name.ts';
import { freshDatabase } from '../db/test-database.ts';

const HERE = {
  id: 'namespace-1',
  says: 'the Temporal server at here:7233, namespace dunwell',
  isOfFolder: false,
};
const THERE = {
  id: 'namespace-2',
  says: 'the Temporal server at there:7233, namespace dunwell',
  isOfFolder: false,
};

function announced(db: Database, changed: Partial<Announcing> = {}): Promise<Presence> {
  return announce({
    db,
    server: HERE,
    version: '1.2.3',
    settings: async () => ({ "sender's address": 'billing@acme.example' }),
    clockAheadMs: async () => null,
    onMessage: () => undefined,
    ...changed,
  });
}

/** A worker of elsewhere, seen so long ago. */
async function elsewhere(
  db: Database,
  host: string,
  agoMs: number,
  pid = 4711,
  machine = `machine of ${host}`,
): Promise<void> {
  const seenAt = Date.now() - agoMs;
  await db.transaction((tx) =>
    noteWorker(tx, {
      ...{
        id: `${host}-${pid}`,
        host,
        machine,
        pid,
        version: '1.2.3',
        server: THERE.id,
        serverSays: THERE.says,
      },
      ...{ settings: {}, clockAheadMs: null, since: seenAt, seenAt },
    }),
  );
}

test('workers on the same server are told beside each other, and take leave', async () => {
  const db = await freshDatabase();
  const one = await announced(db);
  const other = await announced(db);
  const known = await db.read(listWorkers);
  expect(known).toMatchObject([
    { host: hostname(), pid: process.pid, version: '1.2.3', server: HERE.id },
    { settings: { "sender's address": 'billing@acme.example' } },
  ]);
  await one.stop();
  expect(await db.read(listWorkers)).toHaveLength(1);
  await other.stop();
  expect(await db.read(listWorkers)).toEqual([]);
});

test('a worker on another server is refused while one still says that it is there', async () => {
  const db = await freshDatabase();
  await elsewhere(db, 'machine-b', 1_000);
  const beating = setInterval(() => void elsewhere(db, 'machine-b', 0), 300);
  onTestFinished(() => clearInterval(beating));
  const said: string[] = [];
  const refused = announced(db, { onMessage: (text) => said.push(text) });
  await expect(refused).rejects.toThrow(OtherServer);
  await expect(refused).rejects.toThrow(
    'These books are carried by the Temporal server at there:7233, namespace dunwell: a worker works there now, ' +
      'process 4711 on machine-b. Here it would be the Temporal server at here:7233, namespace dunwell, and every ' +
      'invoice would be carried twice. Set TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE to the same server, or stop the ' +
      'workers of the other one first.',
  );
  expect(said).toHaveLength(1);
  clearInterval(beating);
});

const HERE_NOW = thisProcess().machine;

test.each([
  ['was silent for a moment too long', 'machine-b', SILENT_MS, 4711, 'b'],
  ['was killed on this machine', hostname(), 1_000, 999_999, HERE_NOW],
])('one that %s is in nobody’s way', async (_, host, agoMs, pid, machine) => {
  const db = await freshDatabase();
  await elsewhere(db, host, agoMs, pid, machine);
  const presence = await announced(db);
  onTestFinished(() => presence.stop());
  expect((await db.read(listWorkers)).map(({ server }) => server)).toContain(HERE.id);
});

test('waiting for one that may be gone is called off with its word', async () => {
  const db = await freshDatabase();
  await elsewhere(db, 'machine-b', 1_000);
  await expect(announced(db, { isCancelled: () => true })).rejects.toThrow(OtherServer);
});

test('one in another container of the same host name is not taken for dead by its number', async () => {
  const db = await freshDatabase();
  await elsewhere(db, hostname(), 1_000, 999_999, `${HERE_NOW}-other`);
  await expect(announced(db, { isCancelled: () => true })).rejects.toThrow(OtherServer);
});

describe('A worker that beats again', () => {
  /** One that beats fast, and how long it thinks it was silent. */
  async function beatingAgain(db: Database) {
    let passed = 0;
    let beats = 0;
    const settings = async () => {
      beats += 1;
      return {};
    };
    const presence = await announced(db, { beatMs: 20, now: () => passed, settings });
    onTestFinished(() => presence.stop());
    let why: string | undefined;
    void presence.replaced.then(({ message }) => {
      why = message;
    });
    return {
      sleep(ms: number) {
        passed += ms;
      },
      async afterFewBeats() {
        const from = beats;
        await vi.waitUntil(() => why !== undefined || beats > from + 3, { timeout: 30_000 });
        return why;
      },
    };
  }

  test.each([SILENT_MS - 1, SILENT_MS, SILENT_MS + 1])(
    'after %i ms of silence looks for others on another server only when it has counted as gone',
    async (silentMs) => {
      const db = await freshDatabase();
      const { afterFewBeats, sleep } = await beatingAgain(db);
      await elsewhere(db, 'machine-b', 0);
      sleep(silentMs);
      const words = expect.stringContaining('a worker works there now, process 4711 on machine-b');
      expect(await afterFewBeats()).toEqual(silentMs > SILENT_MS ? words : undefined);
    },
  );

  test('stops where the books went over to another server meanwhile, and goes on where nothing happened', async () => {
    const db = await freshDatabase();
    const { afterFewBeats, sleep } = await beatingAgain(db);
    await db.transaction((tx) => noteServer(tx, { ...HERE }));
    sleep(SILENT_MS + 1);
    expect(await afterFewBeats()).toBeUndefined();
    await db.transaction((tx) => noteServer(tx, { ...THERE }));
    sleep(SILENT_MS + 1);
    expect(await afterFewBeats()).toContain(
      'These books went over to the Temporal server at there:7233, namespace dunwell while this worker was silent',
    );
  });
});
