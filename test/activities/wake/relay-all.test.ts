import { expect, test } from 'vitest';
import type { Deps } from '../../../activities/deps.ts';
import { RefusedByServer } from '../../../activities/sweep/refused-by-server.ts';
import { relayAll } from '../../../activities/wake/relay-page.ts';
import type { Page } from '../../../db/pages.ts';
import type { Tx } from '../../../db/tx.ts';

const TX = {} as Tx;

/** Wakes by their numbers, each of a row of its own, and what happens when one is told. */
function queueOf(lying: Set<number>, onTell: (id: number) => void = () => undefined) {
  const told: number[] = [];
  const db: Pick<Deps['db'], 'read' | 'transaction'> = {
    read: (work) => work(TX),
    transaction: (work) => work(TX),
  };
  const queue = {
    rowOf: ({ id }: { readonly id: number }) => id,
    whom: ({ id }: { readonly id: number }) => `Invoice ${id}`,
    tell: async (_deps: Deps, [{ id }]: readonly [{ readonly id: number }, ...unknown[]]) => {
      onTell(id);
      told.push(id);
    },
    remove: async (_tx: Tx, ids: readonly number[]) => ids.forEach((id) => void lying.delete(id)),
  };
  const read = async (_tx: Tx, { afterId, limit }: Page) =>
    [...lying]
      .filter((id) => id > afterId)
      .sort((a, b) => a - b)
      .slice(0, limit)
      .map((id) => ({ id }));
  return { told, relay: (refused: string[] = []) => relayAll({ db } as Deps, queue, read, 0, { refused }) };
}

test('a wake that shows only after one with a higher number is relayed with it', async () => {
  const lying = new Set([7]);
  const { relay, told } = queueOf(lying, (id) => void (id === 7 && lying.add(5)));
  expect(await relay()).toBe(2);
  expect(told).toEqual([7, 5]);
  expect(lying.size).toBe(0);
});

test('one that the server refuses is told once, stays, and keeps no other back', async () => {
  const lying = new Set([1, 2, 3]);
  const { relay, told } = queueOf(lying, (id) => {
    if (id === 2) throw new RefusedByServer('no');
    if (id === 3) lying.add(4);
  });
  const refused: string[] = [];
  expect(await relay(refused)).toBe(3);
  expect(told).toEqual([1, 3, 4]);
  expect([...lying]).toEqual([2]);
  expect(refused).toEqual(['Invoice 2 cannot be told: no']);
});
