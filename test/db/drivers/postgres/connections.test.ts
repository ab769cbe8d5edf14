import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../../db/database.ts';
import { openPostgres } from '../../../../db/drivers/postgres/open.ts';
import { DatabaseError, OutcomeUnknown } from '../../../../db/errors.ts';
import { getSetting, setSetting } from '../../../../db/settings.ts';
import { preparedStatements } from '../../../../db/tx.ts';
import { type PostgresServer, startPostgres } from '../../../postgres/start-postgres.ts';
import { opened } from './opened.ts';
import { proxyBefore } from './socket-proxy.ts';

const ROOM = { timeout: 120_000 };

let server: PostgresServer;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const setName = (db: Database, value: string) => db.transaction((tx) => setSetting(tx, 'name', value));
const nameOf = (db: Database) => db.read((tx) => getSetting(tx, 'name'));
const isCommit = (sent: string) => sent.includes('commit\0');

async function administer(text: string): Promise<unknown[]> {
  const client = new pg.Client(server.url());
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Does it again and again, as Temporal does, until it succeeds; returns what went wrong on the way. */
async function insisting(work: () => Promise<unknown>): Promise<DatabaseError[]> {
  const met: DatabaseError[] = [];
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(20)) {
    try {
      await work();
      return met;
    } catch (error) {
      // Anything else would be taken for a mistake in the work, and given up.
      if (!(error instanceof DatabaseError)) throw error;
      met.push(error);
    }
  }
  throw new Error('It never succeeded.', { cause: met.at(-1) });
}

const statements = preparedStatements(({ raw }) => ({ forget: raw('deallocate all') }));

/** Its connection forgets what it has prepared, as one does that a pooler hands on to others. */
const forgetAll = (db: Database) => db.transaction((tx) => statements(tx).forget.run({}));

describe('A connection that is lost', ROOM, () => {
  it('on the way to COMMIT: nothing is written, though nobody can know', async () => {
    const proxy = await proxyBefore(server);
    const db = await opened({ url: proxy.url() });
    await setName(db, 'before');
    proxy.fateOf = (sent) => (isCommit(sent) ? 'cut before' : 'passes');
    await expect(setName(db, 'lost')).rejects.toThrow(OutcomeUnknown);
    proxy.fateOf = () => 'passes';
    expect(await nameOf(db)).toBe('before');
  });

  it('on the way back from COMMIT: all is written, though nobody can know', async () => {
    const proxy = await proxyBefore(server);
    const db = await opened({ url: proxy.url() });
    proxy.fateOf = (sent) => (isCommit(sent) ? 'cut behind' : 'passes');
    const cut = setName(db, 'kept');
    await expect(cut).rejects.toThrow(OutcomeUnknown);
    await expect(cut).rejects.toThrow(/may be in the books or not\. Doing it again is safe/);
    proxy.fateOf = () => 'passes';
    expect(await nameOf(db)).toBe('kept');
    await setName(db, 'next');
    expect(await nameOf(db)).toBe('next');
  });

  it.each(['begin isolation', 'insert into'])(
    'at "%s": nothing is written, and that is known',
    async (word) => {
      const proxy = await proxyBefore(server);
      const db = await opened({ url: proxy.url() });
      await setName(db, 'before');
      for (const fate of ['cut before', 'cut behind'] as const) {
        // Another statement than what the connection has prepared, so that its text is sent.
        const fresh = await opened({ url: proxy.url() });
        proxy.fateOf = (sent) => (sent.includes(word) ? fate : 'passes');
        const cut = setName(fresh, 'lost');
        await expect(cut).rejects.toThrow(/was lost\. What was under way was not written/);
        await expect(cut).rejects.not.toThrow(OutcomeUnknown);
        proxy.fateOf = () => 'passes';
        await setName(fresh, 'before');
      }
      expect(await nameOf(db)).toBe('before');
    },
  );

  it('while it stands idle in the pool is replaced unseen', async () => {
    const db = await opened({ url: server.url() });
    await setName(db, 'before');
    await administer(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'dunwell'`,
    );
    await sleep(50);
    expect(await nameOf(db)).toBe('before');
  });

  it('to a host that is gone without a word is given up after a while', async () => {
    const proxy = await proxyBefore(server);
    const db = await opened({ url: proxy.url(), limits: { statementMs: 500, graceMs: 500 } });
    await setName(db, 'before');
    proxy.silence();
    await expect(nameOf(db)).rejects.toThrow(/does not answer|was lost/);
    await expect(openPostgres({ url: proxy.url(), limits: { connectMs: 300 } })).rejects.toThrow(
      /does not answer/,
    );
  });
});

describe('What a connection has prepared', ROOM, () => {
  it('and the server forgot is prepared anew for the next transaction', async () => {
    const db = await opened({ url: server.url(), poolSize: 1 });
    await setName(db, 'before');
    await forgetAll(db);
    const met = await insisting(() => setName(db, 'after'));
    expect(met.map(({ message }) => message)).toEqual([expect.stringMatching(/forgot what was prepared/)]);
    expect(await nameOf(db)).toBe('after');
  });

  it('and no longer fits the tables is prepared anew for the next transaction', async () => {
    const db = await opened({ url: server.url(), poolSize: 1 });
    for (let n = 0; n < 8; n++) await nameOf(db);
    await administer('alter table settings alter column value type varchar(100)');
    const met = await insisting(() => nameOf(db));
    expect(met.map(({ message }) => message)).toEqual([expect.stringMatching(/tables .* changed meanwhile/)]);
    await administer('alter table settings alter column value type text');
  });
});

describe('A server that is not there', ROOM, () => {
  it('is told in words, and waited for as long as is said', async () => {
    const other = await startPostgres();
    const url = other.url();
    try {
      await other.shutDown();
      await expect(openPostgres({ url })).rejects.toThrow(/There is no socket .*start its server/);
      await expect(openPostgres({ url, patienceMs: 600 })).rejects.toThrow(/There is no socket/);
      const opening = openPostgres({ url, patienceMs: 60_000 });
      await sleep(300);
      await other.start();
      const db = await opening;
      await setName(db, 'opened');
      await db.close();
    } finally {
      await other.stop();
    }
  });

  it.each([
    ['a database', () => server.url('missing'), /The server has no database missing on .*create it/],
    ['a user', () => server.url().replace('dunwell@', 'nobody@'), /does not let this user in/],
    ['TLS', () => `${server.url()}&sslmode=require`, /does not speak TLS/],
  ])(
    'that does not have what it is asked for is told at once, however patient: %s',
    async (_what, url, words) => {
      const opening = openPostgres({ url: url(), patienceMs: 60_000 });
      await expect(opening).rejects.toThrow(words);
      await expect(opening).rejects.toThrow(DatabaseError);
    },
  );

  it('takes no more connections than it may', async () => {
    await openPostgres({ url: server.url() }).then((db) => db.close());
    await administer('create role few login connection limit 1');
    await administer('grant all on all tables in schema public to few');
    const url = server.url().replace('dunwell@', 'few@');
    const holder = new pg.Client(url);
    await holder.connect();
    await expect(openPostgres({ url })).rejects.toThrow(
      /takes no more connections: raise its max_connections/,
    );
    const opening = openPostgres({ url, patienceMs: 30_000, readOnly: true });
    await sleep(200);
    await holder.end();
    await (await opening).close();
  });
});

describe('Under load', ROOM, () => {
  /** Writers that insist, each with keys of its own; returns the keys and what they met. */
  async function writers(db: Database, until: () => boolean) {
    const keys: string[] = [];
    const met: DatabaseError[] = [];
    const one = async (writer: number) => {
      for (let n = 0; !until(); n++) {
        const key = `load-${writer}-${n}`;
        const about = writer % 2 === 0 ? undefined : { creditor: `of ${writer}` };
        met.push(...(await insisting(() => db.transaction((tx) => setSetting(tx, key, 'written'), about))));
        keys.push(key);
      }
    };
    await Promise.all(Array.from({ length: 12 }, (_, writer) => one(writer)));
    return { keys, met };
  }

  it.each(['restart', 'kill'] as const)(
    'a server that is ended by "%s" loses nothing that was answered',
    async (how) => {
      const other = await startPostgres({ fsync: true });
      try {
        const db = await openPostgres({ url: other.url(), poolSize: 6 });
        let isOver = false;
        const working = writers(db, () => isOver);
        for (let round = 0; round < 3; round++) {
          await sleep(300);
          if (how === 'restart') await other.restart();
          else {
            await other.kill();
            await other.start();
          }
        }
        await sleep(300);
        isOver = true;
        const { keys, met } = await working;
        expect(met.length).toBeGreaterThan(0);
        const written = await db.read((tx) => Promise.all(keys.map((key) => getSetting(tx, key))));
        expect(written.filter((value) => value !== 'written')).toEqual([]);
        expect(keys.length).toBeGreaterThan(24);
        await db.close();
      } finally {
        await other.stop();
      }
    },
  );

  it('a failover to a standby loses nothing that was answered, and is told in words', async () => {
    const first = await startPostgres({ fsync: true });
    const standby = await startPostgres({ fsync: true, standbyOf: first });
    try {
      const inCharge = new pg.Client(first.url());
      await inCharge.connect();
      inCharge.on('error', () => undefined);
      await inCharge.query(`alter system set synchronous_standby_names = '*'`);
      await inCharge.query('select pg_reload_conf()');
      const proxy = await proxyBefore(first);
      const db = await openPostgres({ url: proxy.url(), poolSize: 6 });
      let isOver = false;
      const working = writers(db, () => isOver);
      await sleep(500);
      await first.kill();
      // The name leads to the other before it has been told that it is in charge.
      proxy.leadTo(standby.folder);
      await sleep(500);
      const promoting = new pg.Client(standby.url());
      await promoting.connect();
      await promoting.query('select pg_promote()');
      await promoting.end();
      await sleep(500);
      isOver = true;
      const { keys, met } = await working;
      const words = met.map(({ message }) => message).join('\n');
      expect(words).toMatch(/is read-only: a failover is under way\. .*tried again/);
      const written = await db.read((tx) => Promise.all(keys.map((key) => getSetting(tx, key))));
      expect(written.filter((value) => value !== 'written')).toEqual([]);
      await db.close();
    } finally {
      await standby.stop();
      await first.stop();
    }
  });
});
