import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../../../db/drivers/postgres/open.ts';
import { DatabaseError, DiskError } from '../../../../db/errors.ts';
import { getSetting, setSetting } from '../../../../db/settings.ts';
import { preparedStatements } from '../../../../db/tx.ts';
import { type PostgresServer, startPostgres } from '../../../postgres/start-postgres.ts';
import { opened } from './opened.ts';

const ROOM = { timeout: 120_000 };

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const statements = preparedStatements(({ raw }) => ({
  sleep: raw('select pg_sleep(cast(:ms as bigint) / 1000.0)'),
  shown: raw<{ readonly value: string }>('select current_setting(:name) as value'),
}));

describe('What a transaction waits for too long', ROOM, () => {
  it('a lock of another', async () => {
    const db = await opened({ url: server.url(), limits: { lockMs: 100 } });
    const other = await opened({ url: server.url() });
    let isHeld = true;
    onTestFinished(() => {
      isHeld = false;
    });
    let held: Promise<void> | undefined;
    await new Promise<void>((begun) => {
      held = other.transaction(async (tx) => {
        begun();
        while (isHeld) await getSetting(tx, 'name');
      });
    });
    for (const about of [undefined, { creditor: 'acme' }, { creditor: 'acme', invoice: '1001' }]) {
      const waiting = db.transaction((tx) => setSetting(tx, 'name', 'lost'), about);
      await expect(waiting).rejects.toThrow(
        /held a lock for too long\. Nothing was written; it is tried again/,
      );
    }
    isHeld = false;
    await held;
    await db.transaction((tx) => setSetting(tx, 'name', 'kept'));
  });

  it('each other: one of the two is told, and succeeds when it is tried again', async () => {
    const db = await opened({ url: server.url() });
    await db.transaction(async (tx) => {
      for (const name of ['a', 'b']) await setSetting(tx, name, '0');
    });
    const there = new Set<string>();
    const change = (first: string, second: string) =>
      db.transaction(
        async (tx) => {
          await setSetting(tx, first, 'changed');
          // Until each has what the other will ask for.
          for (there.add(first); there.size < 2; ) await getSetting(tx, first);
          await setSetting(tx, second, 'changed');
        },
        { creditor: first },
      );
    const settled = await Promise.allSettled([change('a', 'b'), change('b', 'a')]);
    const refused = settled.filter((one) => one.status === 'rejected').map(({ reason }) => reason as Error);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toBeInstanceOf(DatabaseError);
    expect(refused[0]?.message).toMatch(/waited for each other\. Nothing was written; it is tried again/);
    await (settled[0].status === 'rejected' ? change('a', 'b') : change('b', 'a'));
  });

  it('the answer to a statement', async () => {
    const db = await opened({ url: server.url(), limits: { statementMs: 100 }, poolSize: 1 });
    const waiting = db.transaction((tx) => statements(tx).sleep.run({ ms: 5_000 }));
    await expect(waiting).rejects.toThrow(/took the database .* too long.*tried again/);
    await db.transaction((tx) => statements(tx).sleep.run({ ms: 1 }));
  });

  it('a connection of the pool', async () => {
    const db = await opened({ url: `${server.url()}&pool_max_conns=1`, limits: { poolMs: 100 } });
    const slow = db.read((tx) => statements(tx).sleep.run({ ms: 500 }));
    await sleep(50);
    await expect(db.read((tx) => getSetting(tx, 'name'))).rejects.toThrow(
      /All connections of this process .* stayed busy: give it a larger pool \(pool_max_conns in the address\), or let fewer activities run at once/,
    );
    await slow;
    await db.read((tx) => getSetting(tx, 'name'));
  });

  it('its own process, which stood still: the server ends it and others go on', async () => {
    const db = await opened({ url: server.url(), limits: { idleMs: 200 } });
    const stopped = db.transaction(async (tx) => {
      await setSetting(tx, 'name', 'lost');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600);
      await setSetting(tx, 'name', 'lost too');
    });
    await expect(stopped).rejects.toThrow(DatabaseError);
    await expect(stopped).rejects.toThrow(/stood still for too long, as this process was too busy or asleep/);
    expect(await db.read((tx) => getSetting(tx, 'name'))).not.toMatch(/lost/);
  });

  it('but its work may take as long as it takes, as long as it goes on', async () => {
    const db = await opened({ url: server.url(), limits: { idleMs: 200, statementMs: 200 } });
    await db.transaction(async (tx) => {
      for (const until = Date.now() + 800; Date.now() < until; ) await statements(tx).sleep.run({ ms: 50 });
    });
  });
});

it(
  'Every transaction has the settings that it needs, and the connection keeps none of them',
  ROOM,
  async () => {
    const db = await opened({ url: server.url(), poolSize: 1 });
    const names = [
      'jit',
      'synchronous_commit',
      'lock_timeout',
      'statement_timeout',
      'idle_in_transaction_session_timeout',
      'application_name',
    ];
    const wanted = ['off', 'on', '10s', '1min', '5s', 'dunwell'];
    for (const run of [db.read.bind(db), db.transaction.bind(db)]) {
      const shown = await run(async (tx) => {
        const values: (string | undefined)[] = [];
        for (const name of names) values.push((await statements(tx).shown.get({ name }))?.value);
        return values;
      });
      expect(shown).toEqual(wanted);
    }
  },
);

describe('A server that only reads', ROOM, () => {
  it('refuses what writes, in words, and is left as soon as another takes the writes', async () => {
    const administering = new pg.Client(server.url());
    await administering.connect();
    onTestFinished(async () => {
      await administering.query('alter role dunwell reset default_transaction_read_only');
      await administering.end();
    });
    const db = await opened({ url: server.url(), poolSize: 1 });
    await db.transaction((tx) => setSetting(tx, 'name', 'kept'));
    await administering.query('alter role dunwell set default_transaction_read_only = on');
    // Connections of before know nothing of it yet.
    const fenced = await openPostgres({ url: server.url(), poolSize: 1 });
    onTestFinished(() => fenced.close());
    const writing = fenced.transaction((tx) => setSetting(tx, 'name', 'lost'));
    await expect(writing).rejects.toThrow(/is read-only: a failover is under way\. .*tried again/);
    await expect(writing).rejects.not.toThrow(DiskError);
    expect(await fenced.read((tx) => getSetting(tx, 'name'))).toBe('kept');
    await administering.query('alter role dunwell reset default_transaction_read_only');
    // The one connection of its pool is fenced still, and is not used again once it has shown that.
    await expect(fenced.transaction((tx) => setSetting(tx, 'name', 'lost'))).rejects.toThrow(/is read-only/);
    await fenced.transaction((tx) => setSetting(tx, 'name', 'again'));
  });
});

/** A disk of so many megabytes; undefined where this process may not make one. */
function smallDisk(megabytes: number): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'dunwell-small-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0755`, 'tmpfs', folder], {
      stdio: 'pipe',
    });
    return folder;
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
}

const disk = smallDisk(90);
afterAll(() => {
  if (disk === undefined) return;
  execFileSync('umount', [disk]);
  rmSync(disk, { recursive: true });
});

/** Takes all room that a disk has left. */
function fill(file: string): void {
  const piece = Buffer.alloc(64 * 1024);
  const handle = openSync(file, 'w');
  try {
    for (;;) writeSync(handle, piece);
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe('ENOSPC');
  } finally {
    closeSync(handle);
  }
}

describe('A full disk of the server', ROOM, () => {
  it.skipIf(disk === undefined)(
    'is told as such; what was there stays, and with room it goes on',
    async () => {
      const full = await startPostgres({ within: disk as string });
      try {
        const db = await openPostgres({ url: full.url() });
        await db.transaction((tx) => setSetting(tx, 'name', 'kept'));
        const ballast = join(disk as string, 'ballast');
        fill(ballast);
        const writing = db.transaction(async (tx) => {
          for (let n = 0; n < 100; n++)
            await setSetting(tx, `page-${n}`, randomBytes(40_000).toString('hex'));
        });
        await expect(writing).rejects.toThrow(DiskError);
        await expect(writing).rejects.toThrow(/The disk of the database .* is full: make room on its server/);
        expect(await db.read((tx) => getSetting(tx, 'name'))).toBe('kept');
        rmSync(ballast);
        await db.transaction((tx) => setSetting(tx, 'name', 'goes on'));
        expect(await db.read((tx) => getSetting(tx, 'page-0'))).toBeUndefined();
        await db.close();
      } finally {
        await full.stop();
      }
    },
  );
});
