import { expect, it } from 'vitest';
import { applyMessage } from '../../../activities/actor/apply-message.ts';
import { CASES } from '../../../activities/case/subject.ts';
import type { Deps } from '../../../activities/deps.ts';
import type { CaseCommandKind } from '../../../domain/case/messages/index.ts';
import { booking, invoice, NOW } from '../../activities/intake/money-desk.ts';
import { CREDITOR, send, stage, startCase, take } from './deeds.ts';
import { twoMachines } from './two-machines.ts';

it('A letter that waits for money of its customer is told when that money is gone, wherever the two meet', async () => {
  const { desk, eachTurn } = await twoMachines();
  const { outcomes } = await eachTurn(async (name) => {
    const [collected, waiting] = [`${name}-c`, `${name}-w`];
    await desk.take(invoice(collected, `K-${name}`), invoice(waiting, `K-${name}`));
    const reference = await startCase(desk.deps, collected);
    let version = 0;
    const say = async (deps: Deps, kind: CaseCommandKind, message: object) => {
      version += 1;
      const about = { creditor: CREDITOR, reference, kind, commandId: `${name}-${version}`, asOf: NOW };
      const { answer } = await applyMessage(CASES, deps, {
        ...about,
        message: { by: 'anna', version, ...message },
      });
      expect(answer).toMatchObject({ ok: true });
    };
    // 20.00 too much, which the customer's other letters wait for.
    const receipt = { amount: '100.00', externalId: `receipt-${name}`, receivedOn: '2026-11-26' };
    await say(desk.deps, 'addCollectedAmount', receipt);
    await say(desk.deps, 'deactivate', { acknowledged: [] });
    await desk.woken();
    return {
      one: (machine) => send(machine, waiting),
      other: ({ deps }) => say(deps, 'delete', {}),
      async check() {
        const { stage, keptBackBy } = await desk.row(waiting);
        const woken = await desk.woken();
        if (stage === 'REMINDED') return 'sent at once';
        expect(keptBackBy).not.toBeNull();
        expect(woken).toContain(waiting);
        return 'woken';
      },
    };
  });
  expect(outcomes).toEqual(new Set(['sent at once', 'woken']));
});

it('A batch is taken in once by two that take it at once', async () => {
  const { desk, machines, eachTurn } = await twoMachines();
  await eachTurn(async (number) => {
    await desk.take(invoice(number, `K-${number}`));
    const batch = `payment-${number}`;
    await stage(machines[0].deps.db, batch, booking({ invoice: number, amount: 3_000 }));
    return {
      one: (machine) => take(machine, batch),
      other: (machine) => take(machine, batch),
      async check({ one, other }) {
        expect([one, other]).toMatchObject([{ taken: 1 }, { taken: 1 }]);
        expect(await desk.ledger(number)).toHaveLength(1);
      },
    };
  });
});
