import Sqlite from 'better-sqlite3';
import { expect, it, vi } from 'vitest';
import { dueWork, workTrail } from '../../../db/sweep/due-work.ts';
import { failingAsks, failingWork } from '../../../db/sweep/failing-work.ts';
import { instant } from '../samples.ts';
import { freshDatabase } from '../test-database.ts';

const NOW = instant('2026-02-10T10:00:00Z');

it('Looking every half second reads no table of the books from end to end', async () => {
  const prepare = vi.spyOn(Sqlite.prototype, 'prepare');
  const db = await freshDatabase();
  prepare.mockClear();
  await db.read(async (tx) => {
    await dueWork(tx, NOW);
    await failingWork(tx);
    await failingAsks(tx, NOW);
    await workTrail(tx);
  });
  const texts = prepare.mock.calls.map(([text]) => text).filter((text) => /^select/i.test(text));
  prepare.mockRestore();
  const client = new Sqlite(db.place, { readonly: true });
  try {
    const plans = texts.flatMap((text) =>
      client
        .prepare<unknown[], { detail: string }>(`explain query plan ${text}`)
        .all(...Array.from({ length: text.split('?').length - 1 }, () => 1))
        .map(({ detail }) => detail),
    );
    expect(plans.length).toBeGreaterThan(10);
    const scans = plans.filter((detail) =>
      /^SCAN (effects|invoices|cases|transitions|case_events)\b/.test(detail),
    );
    expect(scans).toEqual([]);
  } finally {
    client.close();
  }
});
