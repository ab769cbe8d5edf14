import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { getSetting, setSetting } from '../../../../db/settings.ts';
import { freshFile, freshSqlite } from './fresh-sqlite.ts';

const WRITER = fileURLToPath(new URL('./write-for-ever.ts', import.meta.url));

function start(...args: string[]): {
  child: ChildProcess;
  said: string[];
  until: (word: string) => Promise<void>;
} {
  const child = spawn(process.execPath, ['--import', 'tsx', WRITER, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said: string[] = [];
  let tell: () => void = () => undefined;
  child.stdout?.on('data', (chunk: Buffer) => {
    said.push(...chunk.toString().split('\n').filter(Boolean));
    tell();
  });
  const until = async (word: string) => {
    while (!said.includes(word)) {
      await new Promise<void>((resolve) => {
        tell = resolve;
      });
    }
  };
  return { child, said, until };
}

describe('Two processes on one file', { timeout: 30_000 }, () => {
  it('write side by side and lose nothing', async () => {
    const file = freshFile();
    const db = await freshSqlite({ file });
    const writers = [start(file, 'a', '200'), start(file, 'b', '200')];
    const own = (async () => {
      for (let n = 1; n <= 200; n++) {
        await db.transaction((tx) => setSetting(tx, `own-${n}`, 'committed'));
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const codes = await Promise.all(writers.map(async ({ child }) => (await once(child, 'exit'))[0]));
    await own;
    expect(codes).toEqual([0, 0]);
    const reader = new Sqlite(file, { readonly: true });
    expect(reader.prepare('select count(*) from settings').pluck().get()).toBe(600);
    reader.close();
  });

  it('kill -9 in the middle of a transaction loses nothing committed and keeps nothing else', async () => {
    const file = freshFile();
    const { child, said, until } = start(file, 'a', '50', 'hang');
    await until('inside');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(said.slice(0, 50)).toEqual(Array.from({ length: 50 }, (_, n) => String(n + 1)));
    const db = await freshSqlite({ file });
    for (let n = 1; n <= 50; n++) {
      expect(await db.read((tx) => getSetting(tx, `a-${n}`))).toBe('committed');
    }
    expect(await db.read((tx) => getSetting(tx, 'a-open'))).toBeUndefined();
    await db.transaction((tx) => setSetting(tx, 'name', 'goes on'));
  });
});

describe('A lock held by another process', () => {
  it('is waited for without blocking this one', async () => {
    const db = await freshSqlite();
    const other = new Sqlite(db.place);
    other.exec('begin immediate');
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 5);
    setTimeout(() => other.exec('commit'), 150);
    await db.transaction((tx) => setSetting(tx, 'name', 'written'));
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(5);
    expect(await db.read((tx) => getSetting(tx, 'name'))).toBe('written');
    other.close();
  });

  it('is told in words when it does not go away', async () => {
    const db = await freshSqlite({ busyTimeoutMs: 100 });
    const other = new Sqlite(db.place);
    other.exec('begin immediate');
    await expect(db.transaction(async () => 1)).rejects.toThrow(/is locked by another process/);
    // Readers are not kept waiting.
    await expect(db.read((tx) => getSetting(tx, 'name'))).resolves.toBeUndefined();
    other.exec('commit');
    other.close();
    await expect(db.transaction(async () => 1)).resolves.toBe(1);
  });
});
