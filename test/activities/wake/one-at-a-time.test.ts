import { expect, it } from 'vitest';
import type { Deps } from '../../../activities/deps.ts';
import { reconcile } from '../../../activities/sweep/reconcile.ts';
import { relayWakes } from '../../../activities/wake/relay-wakes.ts';
import { findInvoiceByNumber } from '../../../db/invoice/invoices.ts';
import { pendingWakes, queueWake } from '../../../db/invoice/wake.ts';
import { turnsOf } from '../../../worker/turns.ts';
import { NOW, preparedFolder } from '../../cli/prepared-folder.ts';
import { addressOf, openAt } from '../../db/address.ts';

const prepared = preparedFolder();
const AS_OF = Date.parse(NOW);

/** Two machines on the same books; all that they tell the server. */
async function twoMachines(): Promise<{ machines: readonly Deps[]; told: string[]; close(): Promise<void> }> {
  const told: string[] = [];
  const databases = [1, 2].map(() => openAt(addressOf(prepared.db)));
  const opened = await Promise.all(databases);
  const slowly = async (what: string) => {
    told.push(what);
    await new Promise((resolve) => setTimeout(resolve, 50));
  };
  const workflows = {
    ...prepared.deps.workflows,
    wakeInvoice: async (_: string, number: string) => {
      await slowly(number);
      return 'woken' as const;
    },
    startInvoice: async (_: string, number: string) => {
      await slowly(number);
      return 'started' as const;
    },
    ensureSignalSchedules: () => slowly('sweep'),
    countRunning: async (type: string) => {
      await slowly(`counts ${type}`);
      return 0;
    },
  };
  const machines = opened.map((db) => ({ ...prepared.deps, db, workflows, inTurn: turnsOf(db) }));
  return { machines, told, close: async () => void (await Promise.all(opened.map((db) => db.close()))) };
}

it('Relays of two machines at once tell everybody once', async () => {
  const { machines, told, close } = await twoMachines();
  const relay = (deps: Deps) => relayWakes(deps, AS_OF, () => undefined);
  await Promise.all(machines.map(relay));
  told.length = 0;
  await prepared.db.transaction(async (tx) => {
    for (const number of ['1001', '1002', '1004']) {
      const row = await findInvoiceByNumber(tx, 'acme', number);
      await queueWake(tx, row?.id ?? 0, 'test', AS_OF);
    }
  });
  const relayed = await Promise.all(machines.map(relay));
  expect([...told].sort()).toEqual(['1001', '1002', '1004']);
  expect(relayed.map(({ woken }) => woken).sort()).toEqual([0, 3]);
  expect(await prepared.db.read((tx) => pendingWakes(tx, 10))).toEqual([]);
  await close();
});

it('Sweeps of two machines come one after the other', async () => {
  const { machines, told, close } = await twoMachines();
  await Promise.all(machines.map((deps) => reconcile(deps, AS_OF, () => undefined)));
  const sweeps = told.flatMap((what, at) => (what === 'sweep' ? [at] : []));
  expect(sweeps).toHaveLength(2);
  // All that one sweep asks comes before the other begins.
  const [first, second] = [told.slice(0, sweeps[1]), told.slice(sweeps[1])];
  const questions = (said: readonly string[]) => said.filter((what) => what.startsWith('counts'));
  expect(questions(first)).toEqual(questions(second));
  expect(questions(first).length).toBeGreaterThan(0);
  await close();
});
