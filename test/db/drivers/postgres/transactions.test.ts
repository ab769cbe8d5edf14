import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { DatabaseError, TransactionMisuse } from '../../../../db/errors.ts';
import { getSetting, setSetting } from '../../../../db/settings.ts';
import { settings } from '../../../../db/tables/settings.ts';
import { preparedStatements, type Tx } from '../../../../db/tx.ts';
import { asking } from './empty-database.ts';
import { opened, someBooks } from './opened.ts';

const nameOf = (tx: Tx) => getSetting(tx, 'name');
const setName = (tx: Tx, value: string) => setSetting(tx, 'name', value);

const statements = preparedStatements(({ raw, write, orm }) => ({
  one: raw<{ readonly one: number }>('select :one = 1 as one'),
  asked: raw<{ readonly a: unknown; readonly b: unknown; readonly c: unknown; readonly d: unknown }>(
    `select count(*) as a, sum(length(value)) as b, max(value) = 'x' as c, sum(length(value)) * :factor as d from settings`,
  ),
  duplicate: write<object>(orm.insert(settings).values({ name: 'name', value: 'Ada' })),
}));

describe('A transaction on PostgreSQL', () => {
  it('writes all or nothing', async () => {
    const db = await opened({ url: await someBooks() });
    await db.transaction((tx) => setName(tx, 'kept'));
    const failing = db.transaction(async (tx) => {
      await setName(tx, 'lost');
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await db.read(nameOf)).toBe('kept');
  });

  it('sees what it wrote itself, while others see what was committed', async () => {
    const url = await someBooks();
    const db = await opened({ url });
    const ask = await asking(url);
    const committed = async () => (await ask(`select value from settings`))[0]?.value;
    await db.transaction((tx) => setName(tx, 'old'));
    let seen: unknown;
    await db.transaction(async (tx) => {
      await setName(tx, 'new');
      expect(await nameOf(tx)).toBe('new');
      void committed().then((value) => {
        seen = value;
      });
      while (seen === undefined) await nameOf(tx);
    });
    expect(seen).toBe('old');
    expect(await committed()).toBe('new');
  });

  it('of the kind that runs alone comes in the order it was asked for', async () => {
    const db = await opened({ url: await someBooks() });
    const order: number[] = [];
    const all = [1, 2, 3, 4, 5].map((n) =>
      db.transaction(async (tx) => {
        const before = Number((await getSetting(tx, 'count')) ?? 0);
        await setSetting(tx, 'count', String(before + 1));
        order.push(n);
      }),
    );
    await Promise.all(all);
    expect(order).toEqual([1, 2, 3, 4, 5]);
    expect(await db.read((tx) => getSetting(tx, 'count'))).toBe('5');
  });

  it('goes on for the next when one has failed', async () => {
    const db = await opened({ url: await someBooks(), poolSize: 1 });
    const first = db.transaction(async (tx) => {
      await setName(tx, 'lost');
      throw new Error('on purpose');
    });
    const second = db.transaction((tx) => setName(tx, 'second'));
    await expect(first).rejects.toThrow();
    await second;
    expect(await db.read(nameOf)).toBe('second');
  });

  it('is refused by what failed first, also when the work goes on as if nothing had', async () => {
    const db = await opened({ url: await someBooks() });
    await db.transaction((tx) => setName(tx, 'kept'));
    const refusal = /duplicate key value violates unique constraint "settings_pkey" \(23505\)/;
    const swallowing = db.transaction(async (tx) => {
      await statements(tx)
        .duplicate({})
        .catch(() => undefined);
    });
    await expect(swallowing).rejects.toThrow(refusal);
    const goingOn = db.transaction(async (tx) => {
      await statements(tx)
        .duplicate({})
        .catch(() => undefined);
      await setName(tx, 'lost');
    });
    await expect(goingOn).rejects.toThrow(refusal);
    expect(await db.read(nameOf)).toBe('kept');
  });

  it('keeps the words of strangers as it can: a mark stands for NUL, and for half a character', async () => {
    const db = await opened({ url: await someBooks() });
    await db.transaction((tx) => setSetting(tx, 'a\0b', 'c\ud83dd 👍'));
    expect(await db.read((tx) => getSetting(tx, 'a\0b'))).toBe('c\ufffdd 👍');
    expect(await db.read((tx) => getSetting(tx, 'a\ufffdb'))).toBe('c\ufffdd 👍');
  });

  it('refuses another one inside it, of either kind', async () => {
    const db = await opened({ url: await someBooks() });
    await expect(db.transaction(() => db.transaction(async () => 1))).rejects.toThrow(/already under way/);
    await expect(db.transaction(() => db.read(async () => 1))).rejects.toThrow(/already under way/);
    await expect(db.read(() => db.transaction(async () => 1))).rejects.toThrow(/already under way/);
    await expect(db.transaction(async () => 'fine')).resolves.toBe('fine');
  });

  const crossings: Record<string, () => Promise<unknown>> = {
    'a timer': () => sleep(1),
    'an immediate': () => new Promise((resolve) => setImmediate(resolve)),
    'a tick': () => new Promise<void>((resolve) => process.nextTick(resolve)),
    'a file': () => readFile(new URL(import.meta.url)),
    'nothing that ever comes': () => new Promise(() => undefined),
  };
  for (const [awaited, wait] of Object.entries(crossings)) {
    it(`is rolled back when it waits for ${awaited}, before its first statement as behind it`, async () => {
      const db = await opened({ url: await someBooks(), poolSize: 1 });
      const before = db.transaction(async (tx) => {
        await wait();
        await setName(tx, 'lost');
      });
      await expect(before).rejects.toThrow(TransactionMisuse);
      const behind = db.transaction(async (tx) => {
        await setName(tx, 'lost');
        await wait();
        await setName(tx, 'lost too');
      });
      await expect(behind).rejects.toThrow(/waited for other work/);
      await db.transaction((tx) => setSetting(tx, 'other', 'next'));
      expect(await db.read(nameOf)).toBeUndefined();
    });
  }

  it('may await as many functions of the database as it likes, side by side too', async () => {
    const db = await opened({ url: await someBooks() });
    await db.transaction(async (tx) => {
      for (let n = 0; n < 200; n++) await setName(tx, String(n));
      expect(await Promise.all([nameOf(tx), nameOf(tx), nameOf(tx)])).toEqual(['199', '199', '199']);
    });
    expect(await db.read(nameOf)).toBe('199');
  });

  it('is over once it has ended, for its tx and for statements that were taken from it', async () => {
    const db = await opened({ url: await someBooks(), poolSize: 1 });
    let kept: Tx | undefined;
    let statement: ReturnType<typeof statements> | undefined;
    await db.transaction(async (tx) => {
      kept = tx;
      statement = statements(tx);
      await statement.one.get({ one: 1 });
    });
    await expect(setName(kept as Tx, 'late')).rejects.toThrow(/This transaction is over/);
    await expect(statement?.one.get({ one: 1 })).rejects.toThrow(/This transaction is over/);
    // Nor do they become part of what runs on the same connection by then.
    const foreign = db.transaction(async (tx) => {
      await nameOf(tx);
      return statement?.one.get({ one: 1 });
    });
    await expect(foreign).resolves.toEqual({ one: 1 });
    let late: Promise<unknown> | undefined;
    await db.transaction(async (tx) => {
      const { one } = statements(tx);
      late = sleep(20).then(() => one.get({ one: 1 }));
      late.catch(() => undefined);
    });
    await db.transaction(async (tx) => {
      const until = Date.now() + 60;
      while (Date.now() < until) await nameOf(tx);
    });
    await expect(late).rejects.toThrow(/This transaction is over/);
  });

  it('for reading cannot write, and sees one moment of the books', async () => {
    const url = await someBooks();
    const db = await opened({ url });
    const ask = await asking(url);
    await expect(db.read((tx) => setName(tx, 'x'))).rejects.toThrow(DatabaseError);
    await expect(db.read((tx) => setName(tx, 'x'))).rejects.toThrow(/may not be written/);
    await db.transaction((tx) => setName(tx, 'first'));
    await db.read(async (tx) => {
      expect(await nameOf(tx)).toBe('first');
      let isWritten = false;
      void ask(`update settings set value = 'second'`).then(() => {
        isWritten = true;
      });
      while (!isWritten) await nameOf(tx);
      expect(await nameOf(tx)).toBe('first');
    });
    expect(await db.read(nameOf)).toBe('second');
  });

  it('is refused after the database was closed, and where it was opened for reading only', async () => {
    const url = await someBooks();
    const db = await opened({ url });
    await db.close();
    await expect(db.transaction(async () => 1)).rejects.toThrow(/is closed/);
    await expect(db.read(async () => 1)).rejects.toThrow(/is closed/);
    await db.close();
    const reader = await opened({ url, readOnly: true });
    await expect(reader.transaction(async () => 1)).rejects.toThrow(/opened for reading only/);
    await expect(reader.read(nameOf)).resolves.toBeUndefined();
  });
});

describe('Values from PostgreSQL', () => {
  it('are what SQLite would answer: numbers for counts and sums, 1 and 0 for true and false', async () => {
    const db = await opened({ url: await someBooks() });
    await db.transaction((tx) => setName(tx, 'xyz'));
    const asked = (factor: number) => db.read((tx) => statements(tx).asked.get({ factor }));
    expect(await asked(2)).toEqual({ a: 1, b: 3, c: 0, d: 6 });
    expect(await asked(1_000_000_000_000)).toEqual({ a: 1, b: 3, c: 0, d: 3_000_000_000_000 });
  });

  it('are refused when JavaScript cannot keep them exactly', async () => {
    const db = await opened({ url: await someBooks() });
    await db.transaction((tx) => setName(tx, 'x'));
    const asked = (factor: number) => db.read((tx) => statements(tx).asked.get({ factor }));
    expect(await asked(Number.MAX_SAFE_INTEGER)).toMatchObject({ d: Number.MAX_SAFE_INTEGER });
    await db.transaction((tx) => setName(tx, 'xx'));
    await expect(asked(Number.MAX_SAFE_INTEGER)).rejects.toThrow(/too large to be exact/);
    await expect(db.read((tx) => statements(tx).one.get({ one: true }))).rejects.toThrow(
      /no value of type boolean/,
    );
    await expect(db.read((tx) => statements(tx).one.get({}))).rejects.toThrow(/misses a value for "one"/);
  });
});
