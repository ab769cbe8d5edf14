import { expect, it } from 'vitest';
import { applyMessage } from '../../../activities/actor/apply-message.ts';
import { INVOICES } from '../../../activities/invoice/subject.ts';
import { relayWakes } from '../../../activities/wake/relay-wakes.ts';
import { findHolds } from '../../../db/holds.ts';
import { lyingWakes, queueWake } from '../../../db/invoice/wake.ts';
import { HoldScope } from '../../../domain/kernel/holds.ts';
import { invoice, NOW } from '../../activities/intake/money-desk.ts';
import { CREDITOR } from './deeds.ts';
import { type Machine, twoMachines } from './two-machines.ts';

const pause = async ({ deps }: Machine, number: string, reason: string) => {
  const command = { kind: 'pause', commandId: `pause-${number}`, message: { by: 'anna', reason } } as const;
  return (await applyMessage(INVOICES, deps, { creditor: CREDITOR, number, asOf: NOW, ...command })).answer;
};

it('The same command twice at once is applied once and answered the same', async () => {
  const { desk, eachTurn } = await twoMachines();
  await eachTurn(async (number) => {
    await desk.take(invoice(number, `K-${number}`));
    return {
      one: (machine) => pause(machine, number, 'DISPUTE'),
      other: (machine) => pause(machine, number, 'DISPUTE'),
      async check({ one, other }) {
        expect(one).toMatchObject({ ok: true, state: { held: true } });
        expect(other).toEqual(one);
        const { id: invoiceId } = await desk.row(number);
        const of = { creditor: CREDITOR, scope: HoldScope.INVOICE, invoiceId };
        expect(await desk.deps.db.read((tx) => findHolds(tx, of))).toHaveLength(1);
      },
    };
  });
});

it('Another command under an id that is being used is refused', async () => {
  const { desk, eachTurn } = await twoMachines();
  const { outcomes } = await eachTurn(async (number) => {
    await desk.take(invoice(number, `K-${number}`));
    return {
      one: (machine) => pause(machine, number, 'DISPUTE'),
      other: (machine) => pause(machine, number, 'DECEASED'),
      async check({ one, other }) {
        const refused = [one, other].filter(({ ok }) => !ok);
        expect(refused).toMatchObject([{ code: 'CONFLICT' }]);
        return one.ok ? 'the one' : 'the other';
      },
    };
  });
  expect(outcomes).toEqual(new Set(['the one', 'the other']));
});

it('Two relays lose no wake, also of what is queued while they are at it', async () => {
  const { desk, machines, eachTurn } = await twoMachines();
  await eachTurn(async (name) => {
    const numbers = [1, 2, 3].map((n) => `${name}-${n}`);
    await desk.take(...numbers.map((number) => invoice(number, `K-${number}`)));
    await desk.woken();
    const ids: number[] = [];
    for (const number of numbers) ids.push((await desk.row(number)).id);
    const queue = (id = 0) => desk.deps.db.transaction((tx) => queueWake(tx, id, 'test', NOW));
    await queue(ids[0]);
    await queue(ids[1]);
    const told: string[] = [];
    const relay = ({ deps }: Machine) => {
      const workflows = {
        ...deps.workflows,
        async wakeInvoice(_creditor: string, number: string) {
          if (told.length === 0) await queue(ids[2]);
          told.push(number);
          return 'woken' as const;
        },
      };
      return relayWakes({ ...deps, workflows }, NOW, () => undefined);
    };
    return {
      one: relay,
      other: relay,
      async check() {
        expect(new Set(told)).toEqual(new Set(numbers));
        expect(await machines[0].deps.db.read((tx) => lyingWakes(tx, 9))).toEqual({
          invoices: [],
          cases: [],
        });
      },
    };
  });
});
