import { expect, it } from 'vitest';
import type { Deps } from '../../../activities/deps.ts';
import { reconcile } from '../../../activities/sweep/reconcile.ts';
import { RefusedByServer } from '../../../activities/sweep/refused-by-server.ts';
import { relayWakes } from '../../../activities/wake/relay-wakes.ts';
import { findInvoiceByNumber } from '../../../db/invoice/invoices.ts';
import { pendingWakes, queueWake } from '../../../db/invoice/wake.ts';
import { NOW, preparedFolder } from '../../cli/prepared-folder.ts';

const prepared = preparedFolder();
const AS_OF = Date.parse(NOW);
const REFUSED = '1002';

/** A server that takes nothing for one invoice, or nothing at all. */
function server(error: Error | null): { readonly deps: Deps; readonly told: string[] } {
  const told: string[] = [];
  const tell = async (_creditor: string, number: string) => {
    if (number === REFUSED && error !== null) throw error;
    told.push(number);
    return 'woken' as const;
  };
  const workflows = {
    ...prepared.deps.workflows,
    wakeInvoice: tell,
    startInvoice: async (creditor: string, number: string) => {
      await tell(creditor, number);
      return 'started' as const;
    },
  };
  return { deps: { ...prepared.deps, workflows }, told };
}

async function queue(): Promise<void> {
  await prepared.db.transaction(async (tx) => {
    for (const number of ['1001', REFUSED, '1004']) {
      const row = await findInvoiceByNumber(tx, 'acme', number);
      await queueWake(tx, row?.id ?? 0, 'test', AS_OF);
    }
  });
}

const waiting = async () =>
  new Set((await prepared.db.read((tx) => pendingWakes(tx, 100))).map(({ number }) => number));

it('A relay goes on with the others and names the one that the server refuses, whose wake stays', async () => {
  await relayWakes(server(null).deps, AS_OF, () => undefined);
  await queue();
  const { deps, told } = server(new RefusedByServer('exceeded the limit of signals'));
  const relayed = await relayWakes(deps, AS_OF, () => undefined);
  expect(relayed.refused).toEqual([
    `Invoice ${REFUSED} of acme cannot be told: exceeded the limit of signals`,
  ]);
  expect(relayed.woken).toBe(2);
  expect(new Set(told)).toEqual(new Set(['1001', '1004']));
  expect(await waiting()).toEqual(new Set([REFUSED]));
});

it('A sweep does likewise, and tells it again once the server takes it', async () => {
  const refused = server(new RefusedByServer('no'));
  const { odd } = await reconcile(refused.deps, AS_OF, () => undefined);
  expect(odd).toContain(`Invoice ${REFUSED} of acme cannot be told: no`);
  await reconcile(server(null).deps, AS_OF, () => undefined);
  expect(await waiting()).toEqual(new Set());
});

it('A server that is away ends the relay, and nothing is lost', async () => {
  await queue();
  const { deps } = server(new Error('14 UNAVAILABLE'));
  await expect(relayWakes(deps, AS_OF, () => undefined)).rejects.toThrow('UNAVAILABLE');
  expect(await waiting()).toContain(REFUSED);
});
