import { describe, expect, it } from 'vitest';
import { queueKeptBack } from '../../../activities/wake/queue-kept-back.ts';
import type { Database } from '../../../db/database.ts';
import { endedObstaclesLeft, noteEndedObstacle } from '../../../db/invoice/ended-obstacles.ts';
import { dueWork } from '../../../db/sweep/due-work.ts';
import type { Obstacle } from '../../../domain/invoice/plan.ts';
import { addInvoice } from '../../db/samples.ts';
import { sql } from '../../db/sql.ts';
import { freshDatabase } from '../../db/test-database.ts';

const AT = 1_700_000_000_000;

/** Five invoices of acme that wait for a fresh ledger, and one each that waits for something else or is of another. */
async function books(): Promise<Database> {
  const db = await freshDatabase();
  const kept: readonly (readonly [string, Obstacle | null, string])[] = [
    ...['1', '2', '3', '4', '5'].map((number) => [number, 'LEDGER_STALE', 'acme'] as const),
    ...([
      ['6', 'UNMATCHED_CREDIT', 'acme'],
      ['7', null, 'acme'],
      ['8', 'LEDGER_STALE', 'bolt'],
    ] as const),
  ];
  await db.transaction(async (tx) => {
    for (const [number, keptBackBy, creditor] of kept) await addInvoice(tx, number, { keptBackBy, creditor });
    await noteEndedObstacle(tx, 'acme', 'LEDGER_STALE', AT);
  });
  return db;
}

const queued = (db: Database) =>
  sql(db).column('select number from wake_outbox join invoices on invoices.id = invoice_id order by number');
const versions = (db: Database) => sql(db).column('select version from invoices order by id');
const wakesDue = async (db: Database) => (await db.read((tx) => dueWork(tx, AT))).wakes;

describe('What an obstacle kept back that ended for its whole creditor', () => {
  it.each([1, 4, 5, 6])('is queued page by page, %i at once, and nothing else is', async (atOnce) => {
    const db = await books();
    await queueKeptBack({ db }, () => undefined, atOnce);
    expect(await queued(db)).toEqual(['1', '2', '3', '4', '5']);
    expect(await versions(db)).toEqual([2, 2, 2, 2, 2, 1, 1, 1]);
    expect(await db.read(endedObstaclesLeft)).toEqual([]);
    await queueKeptBack({ db }, () => undefined, atOnce);
    expect(await queued(db)).toHaveLength(5);
  });

  it('is queued once, also when that is cut off between two pages; until then it counts as due', async () => {
    const db = await books();
    let pages = 0;
    const killed = queueKeptBack(
      { db },
      () => {
        pages += 1;
        if (pages === 2) throw new Error('killed');
      },
      2,
    );
    await expect(killed).rejects.toThrow('killed');
    expect(await queued(db)).toEqual(['1', '2', '3', '4']);
    expect(await wakesDue(db)).toBe(5);
    await queueKeptBack({ db }, () => undefined, 2);
    expect(await queued(db)).toEqual(['1', '2', '3', '4', '5']);
    expect(await wakesDue(db)).toBe(5);
  });

  it('is queued from the first again when it ends anew meanwhile', async () => {
    const db = await books();
    const cutOff = queueKeptBack(
      { db },
      () => {
        throw new Error('killed');
      },
      2,
    );
    await expect(cutOff).rejects.toThrow('killed');
    await db.transaction((tx) => noteEndedObstacle(tx, 'acme', 'LEDGER_STALE', AT + 1));
    expect(await db.read(endedObstaclesLeft)).toMatchObject([{ endedAt: AT + 1, doneUpTo: 0 }]);
  });
});
