import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { getSetting, setSetting } from '../../../../db/settings.ts';
import type { Tx } from '../../../../db/tx.ts';
import { freshSqlite } from './fresh-sqlite.ts';

const nameOf = (tx: Tx) => getSetting(tx, 'name');

describe('A transaction', () => {
  it('writes all or nothing', async () => {
    const db = await freshSqlite();
    await db.transaction((tx) => setSetting(tx, 'name', 'kept'));
    const failing = db.transaction(async (tx) => {
      await setSetting(tx, 'name', 'lost');
      throw new Error('on purpose');
    });
    await expect(failing).rejects.toThrow('on purpose');
    expect(await db.read(nameOf)).toBe('kept');
  });

  it('sees what it wrote itself, while other connections see what was committed', async () => {
    const db = await freshSqlite();
    const other = new Sqlite(db.place, { readonly: true });
    const committed = other.prepare('select value from settings').pluck();
    await db.transaction(async (tx) => {
      await setSetting(tx, 'name', 'new');
      expect(await nameOf(tx)).toBe('new');
      expect(committed.get()).toBeUndefined();
    });
    expect(committed.get()).toBe('new');
    other.close();
  });

  it('comes in the order it was asked for', async () => {
    const db = await freshSqlite();
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
    const db = await freshSqlite();
    const first = db.transaction(async () => {
      throw new Error('on purpose');
    });
    const second = db.transaction((tx) => setSetting(tx, 'name', 'second'));
    await expect(first).rejects.toThrow();
    await second;
    expect(await db.read(nameOf)).toBe('second');
  });

  it('keeps the words of strangers as it can: a mark stands for NUL, and for half a character', async () => {
    const db = await freshSqlite();
    await db.transaction((tx) => setSetting(tx, 'a\0b', 'c\ud83dd 👍'));
    expect(await db.read((tx) => getSetting(tx, 'a\0b'))).toBe('c\ufffdd 👍');
    expect(await db.read((tx) => getSetting(tx, 'a\ufffdb'))).toBe('c\ufffdd 👍');
  });

  it('refuses another one inside it, of either kind', async () => {
    const db = await freshSqlite();
    await expect(db.transaction(() => db.transaction(async () => 1))).rejects.toThrow(/already under way/);
    await expect(db.transaction(() => db.read(async () => 1))).rejects.toThrow(/already under way/);
    await expect(db.read(() => db.transaction(async () => 1))).rejects.toThrow(/already under way/);
    await expect(db.transaction(async () => 'fine')).resolves.toBe('fine');
  });

  it('lets what it has started, but not awaited, open one of its own afterwards', async () => {
    const db = await freshSqlite();
    let later: Promise<string> | undefined;
    await db.transaction(async () => {
      later = sleep(5).then(() => db.transaction(async () => 'later'));
    });
    await expect(later).resolves.toBe('later');
  });

  const crossings: Record<string, () => Promise<unknown>> = {
    'a timer': () => sleep(1),
    'an immediate': () => new Promise((resolve) => setImmediate(resolve)),
    'a tick': () => new Promise<void>((resolve) => process.nextTick(resolve)),
    'a file': () => readFile(new URL(import.meta.url)),
    'nothing that ever comes': () => new Promise(() => undefined),
  };
  const phases: Record<string, (run: () => void) => void> = {
    'a timer': (run) => setTimeout(run, 1),
    'an immediate': (run) => setImmediate(run),
    'a tick': (run) => process.nextTick(run),
    'a microtask': (run) => queueMicrotask(run),
    'the end of a read': (run) => void readFile(new URL(import.meta.url)).then(run),
  };
  for (const [awaited, wait] of Object.entries(crossings)) {
    for (const [phase, begin] of Object.entries(phases)) {
      it(`is rolled back when it waits for ${awaited}, begun in ${phase}`, async () => {
        const db = await freshSqlite();
        await new Promise<void>((resolve) => begin(resolve));
        const crossing = db.transaction(async (tx) => {
          await setSetting(tx, 'name', 'lost');
          await wait();
          await setSetting(tx, 'name', 'lost too');
        });
        await expect(crossing).rejects.toThrow(/waited for other work/);
        expect(await db.read(nameOf)).toBeUndefined();
        await db.transaction((tx) => setSetting(tx, 'name', 'next'));
        expect(await db.read(nameOf)).toBe('next');
      });
    }
  }

  it('may await as many functions of the database as it likes, from any phase of the event loop', async () => {
    const db = await freshSqlite();
    for (const begin of Object.values(phases)) {
      await new Promise<void>((resolve) => begin(resolve));
      await db.transaction(async (tx) => {
        for (let n = 0; n < 1000; n++) await setSetting(tx, 'name', String(n));
        await Promise.all([nameOf(tx), nameOf(tx), nameOf(tx)]);
      });
    }
    expect(await db.read(nameOf)).toBe('999');
  });

  it('is over once it has ended: its tx is refused from then on', async () => {
    const db = await freshSqlite();
    let kept: Tx | undefined;
    await db.transaction(async (tx) => {
      kept = tx;
    });
    await expect(setSetting(kept as Tx, 'name', 'late')).rejects.toThrow(/This transaction is over/);
  });

  it('for reading cannot write', async () => {
    const db = await freshSqlite();
    await expect(db.read((tx) => setSetting(tx, 'name', 'x'))).rejects.toThrow(/readonly|may not be written/);
  });

  it('is refused after the database was closed', async () => {
    const db = await freshSqlite();
    await db.close();
    await expect(db.transaction(async () => 1)).rejects.toThrow(/is closed/);
    await expect(db.read(async () => 1)).rejects.toThrow(/is closed/);
    await db.close();
  });
});
