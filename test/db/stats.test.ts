import { expect, it } from 'vitest';
import { getSetting, setSetting } from '../../db/settings.ts';
import { freshDatabase } from './test-database.ts';

it('A database tells what became of its transactions, by what they were about', async () => {
  const db = await freshDatabase();
  const before = db.stats().transactions;
  await db.transaction((tx) => setSetting(tx, 'a', '1'));
  await db.transaction((tx) => setSetting(tx, 'a', '2'), { creditor: 'acme' });
  await db.transaction((tx) => setSetting(tx, 'a', '3'), { creditor: 'acme', invoice: '1001' });
  await db.transaction((tx) => setSetting(tx, 'a', '4'), { creditor: 'acme', case: 'C1' });
  await db.read((tx) => getSetting(tx, 'a'));
  const failing = db.transaction(async () => Promise.reject(new Error('on purpose')), { creditor: 'acme' });
  await expect(failing).rejects.toThrow('on purpose');
  const { transactions, waiting } = db.stats();
  const since = (kind: keyof typeof transactions) => [
    transactions[kind].committed - before[kind].committed,
    transactions[kind].failed - before[kind].failed,
  ];
  expect({
    all: since('all'),
    creditor: since('creditor'),
    row: since('row'),
    read: since('read'),
  }).toEqual({ all: [1, 0], creditor: [1, 1], row: [2, 0], read: [1, 0] });
  expect(transactions.row.workedMs).toBeGreaterThan(0);
  expect(waiting).toBe(0);
});

it('It tells who works and who waits', async () => {
  const db = await freshDatabase();
  const seen: unknown[] = [];
  const look = () => seen.push({ busy: db.stats().connections.busy > 0, waiting: db.stats().waiting });
  const three = [1, 2, 3].map(() =>
    db.transaction(async (tx) => {
      await getSetting(tx, 'a');
      look();
    }),
  );
  await Promise.all(three);
  expect(seen).toEqual([
    { busy: true, waiting: 2 },
    { busy: true, waiting: 1 },
    { busy: true, waiting: 0 },
  ]);
  const { connections, waiting, transactions } = db.stats();
  expect([connections.busy, waiting]).toEqual([0, 0]);
  // What waited longest did so for the two before it.
  expect(transactions.all.waitedMs).toBeGreaterThan(0);
});
