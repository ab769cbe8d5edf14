import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { outboxOf } from '../../cli/kit/outbox.ts';
import { claimOutbox } from '../../cli/start/claim-outbox.ts';
import type { Database } from '../../db/database.ts';
import { openDatabase } from '../../db/open.ts';
import { noteWorker } from '../../db/workers/workers.ts';
import { emptyDatabase } from '../db/drivers/postgres/empty-database.ts';
import { freshSqlite } from '../db/drivers/sqlite/fresh-sqlite.ts';

/** Folders of two machines, and the books of both. */
async function twoMachines() {
  const root = mkdtempSync(join(tmpdir(), 'dunwell-outbox-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const url = await emptyDatabase();
  const db = await openDatabase({ url });
  onTestFinished(() => db.close());
  const share = join(root, 'share');
  mkdirSync(share);
  return { db, root, share, a: { data: join(root, 'a') }, b: { data: join(root, 'b') } };
}

const claim = (db: Database, options: { data: string; outbox?: string }, isNew?: boolean) =>
  claimOutbox(db, outboxOf(options), { isNew });

describe('The outbox of books in PostgreSQL', () => {
  it('lies in the data folder of one machine, which finds it again', async () => {
    const { db, a } = await twoMachines();
    await claim(db, a);
    await claim(db, a);
    expect(readdirSync(join(a.data, 'outbox'))).toEqual(['.dunwell-outbox']);
  });

  it('is refused to a second machine that has one of its own, with what to do', async () => {
    const { db, a, b } = await twoMachines();
    await claim(db, a);
    const refused = claim(db, b);
    await expect(refused).rejects.toThrow(`lies in ${join(a.data, 'outbox')} of `);
    await expect(refused).rejects.toThrow('name it with --outbox (or DUNWELL_OUTBOX)');
    expect(existsSync(join(b.data, 'outbox', '.dunwell-outbox'))).toBe(false);
  });

  it('is one folder that machines share, by whatever path', async () => {
    const { db, a, b, share, root } = await twoMachines();
    await claim(db, { ...a, outbox: share });
    const elsewhere = join(root, 'mounted-elsewhere');
    renameSync(share, elsewhere);
    await claim(db, { ...b, outbox: elsewhere });
  });

  it('that was named is never made: a share that is not mounted is no folder, or an empty one', async () => {
    const { db, a, b, share, root } = await twoMachines();
    const missing = join(root, 'not-there');
    await expect(claim(db, { ...a, outbox: missing })).rejects.toThrow(`The outbox ${missing} is not there`);
    await claim(db, { ...a, outbox: share });
    const empty = join(root, 'mount-point');
    mkdirSync(empty);
    await expect(claim(db, { ...b, outbox: empty })).rejects.toThrow('does not bear its mark');
    expect(readdirSync(empty)).toEqual([]);
  });

  it('of other books is refused', async () => {
    const { db, a, share } = await twoMachines();
    const other = await twoMachines();
    await claim(db, { ...a, outbox: share });
    await claim(other.db, other.a);
    await expect(claim(other.db, { ...a, outbox: share })).rejects.toThrow('bears another mark');
  });

  it('is begun anew where somebody says so and no other worker is there', async () => {
    const { db, a, b } = await twoMachines();
    await claim(db, a);
    const worker = { id: 'w', host: 'a', machine: 'm', pid: 1, version: '1', server: 's', serverSays: 's' };
    await db.transaction((tx) =>
      noteWorker(tx, { ...worker, settings: {}, clockAheadMs: 0, since: Date.now(), seenAt: Date.now() }),
    );
    await expect(claim(db, b, true)).rejects.toThrow('1 other worker is on these books');
    await db.transaction((tx) =>
      noteWorker(tx, { ...worker, settings: {}, clockAheadMs: 0, since: 1, seenAt: 1 }),
    );
    await claim(db, b, true);
    await claim(db, b);
    await expect(claim(db, a)).rejects.toThrow('bears another mark');
  });
});

describe('The outbox of books in a file', () => {
  it('is no matter of other machines', async () => {
    const { a } = await twoMachines();
    await claim(await freshSqlite(), a);
    expect(existsSync(join(a.data, 'outbox'))).toBe(false);
  });
});
