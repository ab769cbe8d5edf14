import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { About, Database } from '../../../../db/database.ts';
import { getSetting, setSetting } from '../../../../db/settings.ts';
import type { Tx } from '../../../../db/tx.ts';
import { OF_NO_CREDITOR } from '../../../../db/workers/of-no-creditor.ts';
import { acme, addCase, addCreditor, addInvoice } from '../../samples.ts';
import { opened, someBooks } from './opened.ts';

/** Two workers on the same books. */
async function twoWorkers(): Promise<readonly [Database, Database]> {
  const url = await someBooks();
  const workers = [await opened({ url }), await opened({ url })] as const;
  await workers[0].transaction(async (tx) => {
    for (const creditor of ['acme', 'bolt']) await addCreditor(tx, { ...acme, creditor });
    const first = await addInvoice(tx, '1001');
    await addInvoice(tx, '1002', { customerId: first.customerId });
    const other = await addInvoice(tx, '2001');
    await addInvoice(tx, '1001', { creditor: 'bolt' });
    await addCase(tx, 'C1', { customerId: other.customerId }, [other.id]);
    await addCase(tx, 'C3');
  });
  return workers;
}

/** Holds a transaction open until `release`, without waiting for anything but the database. */
function hold(db: Database, about: About | undefined) {
  let isHeld = true;
  let begun: (tx: Tx) => void = () => undefined;
  const hasBegun = new Promise<Tx>((resolve) => {
    begun = resolve;
  });
  const done = db.transaction(async (tx) => {
    begun(tx);
    while (isHeld) await getSetting(tx, 'name');
  }, about);
  return {
    hasBegun: hasBegun.then(() => undefined),
    release: async () => {
      isHeld = false;
      await done;
    },
  };
}

/** Longer than a transaction takes that waits for nobody. */
const A_WHILE_MS = 300;

const ACME = { creditor: 'acme' };
const BOLT = { creditor: 'bolt' };
const FIRST = { creditor: 'acme', invoice: '1001' };
const SAME_CUSTOMER = { creditor: 'acme', invoice: '1002' };
const OTHER_CUSTOMER = { creditor: 'acme', invoice: '2001' };
const OTHER_CREDITOR = { creditor: 'bolt', invoice: '1001' };
const CASE_OF_OTHER = { creditor: 'acme', case: 'C1' };
const CASE_ALONE = { creditor: 'acme', case: 'C3' };

const nameOf = (about: About | undefined) => (about === undefined ? 'all books' : JSON.stringify(about));

describe('Two transactions on PostgreSQL', () => {
  const waiting: [About | undefined, About | undefined][] = [
    [undefined, undefined],
    [undefined, ACME],
    [undefined, FIRST],
    [undefined, CASE_ALONE],
    [ACME, ACME],
    [ACME, FIRST],
    [ACME, CASE_ALONE],
    [FIRST, FIRST],
    [FIRST, SAME_CUSTOMER],
    [CASE_OF_OTHER, OTHER_CUSTOMER],
    [CASE_OF_OTHER, CASE_OF_OTHER],
  ];
  const beside: [About, About][] = [
    [ACME, BOLT],
    [ACME, OTHER_CREDITOR],
    [FIRST, OTHER_CUSTOMER],
    [FIRST, OTHER_CREDITOR],
    [FIRST, CASE_OF_OTHER],
    [CASE_OF_OTHER, CASE_ALONE],
  ];

  it('wait for each other, whichever came first, where what they are about is the same or part of it', async () => {
    const [one, two] = await twoWorkers();
    for (const [a, b] of waiting.flatMap(([a, b]) => [[a, b] as const, [b, a] as const])) {
      const says = `${nameOf(a)} before ${nameOf(b)}`;
      const first = hold(one, a);
      await first.hasBegun;
      const second = hold(two, b);
      const order = await Promise.race([second.hasBegun.then(() => 'beside'), sleep(A_WHILE_MS, 'waits')]);
      expect(order, says).toBe('waits');
      await first.release();
      await second.hasBegun;
      await second.release();
    }
  });

  it('run side by side where it is not', async () => {
    const [one, two] = await twoWorkers();
    for (const [a, b] of beside.flatMap(([a, b]) => [[a, b] as const, [b, a] as const])) {
      const first = hold(one, a);
      await first.hasBegun;
      const second = hold(two, b);
      await second.hasBegun;
      await second.release();
      await first.release();
    }
  });

  it('read beside every writer', async () => {
    const [one, two] = await twoWorkers();
    const writer = hold(one, undefined);
    await writer.hasBegun;
    expect(await two.read((tx) => getSetting(tx, 'name'))).toBeUndefined();
    await writer.release();
  });
});

describe('What runs alone', () => {
  it('waits without a connection of its own, so that others have one', async () => {
    const db = await opened({ url: await someBooks(), poolSize: 2 });
    const first = hold(db, undefined);
    await first.hasBegun;
    const later = [1, 2, 3].map((n) => db.transaction((tx) => setSetting(tx, `n${n}`, 'x')));
    expect(await db.read((tx) => getSetting(tx, 'n1'))).toBeUndefined();
    await first.release();
    await Promise.all(later);
    expect(await db.read((tx) => getSetting(tx, 'n3'))).toBe('x');
  });

  it('lets others go on while it waits for a long transaction', async () => {
    const [one, two] = await twoWorkers();
    const long = hold(one, ACME);
    await long.hasBegun;
    const alone = hold(two, undefined);
    const until = performance.now() + 3_000;
    let times = 0;
    for (; performance.now() < until; times++) {
      await one.transaction((tx) => getSetting(tx, 'name'), OTHER_CREDITOR);
    }
    // Were they to wait with it, there would be one.
    expect(times).toBeGreaterThan(20);
    await long.release();
    await alone.hasBegun;
    await alone.release();
  });

  it('keeps nobody of its own process waiting meanwhile, what is of no creditor neither', async () => {
    const [one, two] = await twoWorkers();
    const long = hold(one, ACME);
    await long.hasBegun;
    const alone = hold(two, undefined);
    // Those that the server has queue behind it once it asks; in this process they must not queue at all.
    for (const about of [OTHER_CREDITOR, OF_NO_CREDITOR, BOLT])
      await two.transaction((tx) => getSetting(tx, 'name'), about);
    const order = await Promise.race([alone.hasBegun.then(() => 'begun'), sleep(0, 'waits')]);
    expect(order).toBe('waits');
    await long.release();
    await alone.hasBegun;
    await alone.release();
  });

  it('says so when it waited for too long', async () => {
    const url = await someBooks();
    const long = hold(await opened({ url }), ACME);
    await long.hasBegun;
    const impatient = await opened({ url, limits: { lockMs: 500 } });
    const started = performance.now();
    await expect(impatient.transaction(async () => undefined)).rejects.toThrow(/held a lock for too long/);
    expect(performance.now() - started).toBeGreaterThan(400);
    await long.release();
  });

  it('sees all that those before it wrote, though it began to wait earlier', async () => {
    const [one, two] = await twoWorkers();
    const count = (db: Database, about?: About) =>
      db.transaction(async (tx) => {
        const before = Number((await getSetting(tx, 'count')) ?? 0);
        await setSetting(tx, 'count', String(before + 1));
      }, about);
    // All of one creditor: each is of the kind that runs alone there.
    const all = Array.from({ length: 40 }, (_, n) => count(n % 2 === 0 ? one : two, ACME));
    await Promise.all(all);
    expect(await one.read((tx) => getSetting(tx, 'count'))).toBe('40');
  });
});
