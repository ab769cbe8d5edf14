import { hostname } from 'node:os';
import { expect, test, vi } from 'vitest';
import type { Database } from '../../db/database.ts';
import { takeTurn, turnOf } from '../../db/workers/turns.ts';
import { thisProcess } from '../../worker/process-name.ts';
import { turnsOf } from '../../worker/turns.ts';
import { freshDatabase, openedAgain } from '../db/test-database.ts';

const nothing = () => undefined;

/** The books as two machines have them open. */
async function openedTwice(): Promise<readonly [Database, Database]> {
  const db = await freshDatabase();
  return [db, await openedAgain(db)];
}

async function held(db: Database, holder: string, heldUntil: number): Promise<void> {
  await db.transaction((tx) => takeTurn(tx, 'relay', { holder, heldUntil }));
}

/** Work of which is told when it begins and ends. */
function told(said: string[], name: string, ms: number) {
  return async () => {
    said.push(`${name} begins`);
    await new Promise((resolve) => setTimeout(resolve, ms));
    said.push(`${name} ends`);
  };
}

test('what two machines want to do at once is done one after the other', async () => {
  const [one, other] = await openedTwice();
  const said: string[] = [];
  await Promise.all([
    turnsOf(one)('relay', told(said, 'a', 150), nothing),
    turnsOf(other)('relay', told(said, 'b', 150), nothing),
    turnsOf(one)('relay', told(said, 'c', 150), nothing),
  ]);
  expect(said).toHaveLength(6);
  for (let i = 0; i < said.length; i += 2) {
    expect(said[i + 1]).toBe(said[i]?.replace('begins', 'ends'));
  }
});

test('different work waits for nobody, and whoever waits says so', async () => {
  const [one, other] = await openedTwice();
  const said: string[] = [];
  const beats: string[] = [];
  await turnsOf(one)(
    'sweep',
    () => turnsOf(other)('relay', told(said, 'relay', 1), () => beats.push('relay')),
    nothing,
  );
  expect([said, beats]).toEqual([['relay begins', 'relay ends'], []]);
  const first = turnsOf(one)('relay', told(said, 'first', 250), nothing);
  await vi.waitUntil(() => said.includes('first begins'));
  await turnsOf(other)('relay', told(said, 'second', 1), () => beats.push('second'));
  await first;
  expect(beats).toContain('second');
});

test('what fails gives its turn back', async () => {
  const db = await freshDatabase();
  const failing = turnsOf(db)('relay', () => Promise.reject(new Error('the server is away')), nothing);
  await expect(failing).rejects.toThrow('the server is away');
  expect(await db.read((tx) => turnOf(tx, 'relay'))).toBeUndefined();
});

test.each([
  ['a process of this machine that was killed', `${thisProcess().machine} 999999 x`],
  ['a process before this one that had its number', `${thisProcess().machine} ${process.pid} x`],
])('the turn of %s is free at once', async (_, holder) => {
  const db = await freshDatabase();
  await held(db, holder, Date.now() + 3_600_000);
  await expect(turnsOf(db)('relay', async () => 'done', nothing)).resolves.toBe('done');
});

test.each([
  [999, 'waits'],
  [1000, 'done'],
  [1001, 'done'],
])(
  'the turn of a process that is not of this machine, whatever its host is called, and holds until 1000 is asked for at %i: %s',
  async (now, outcome) => {
    const db = await freshDatabase();
    await held(db, `${hostname()} 999999 x`, 1000);
    let waited = 0;
    const stop = new Error('waits');
    const asked = turnsOf(db, () => now)(
      'relay',
      async () => 'done',
      () => {
        waited += 1;
        throw stop;
      },
    ).catch((error: Error) => error.message);
    expect([await asked, waited]).toEqual([outcome, outcome === 'waits' ? 1 : 0]);
  },
);
