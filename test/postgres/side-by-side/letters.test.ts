import { expect, it } from 'vitest';
import { placeHold } from '../../../activities/bulk/place-hold.ts';
import { BulkScope } from '../../../contracts/background.ts';
import { findEffect } from '../../../db/effects/effects.ts';
import { Step } from '../../../domain/invoice/plan.ts';
import { HoldKind, HoldReason } from '../../../domain/kernel/holds.ts';
import { booking, invoice, NOW } from '../../activities/intake/money-desk.ts';
import { CREDITOR, isPlanned, letterOf, send, stage, take } from './deeds.ts';
import { twoMachines } from './two-machines.ts';

it('Nobody whose payment was told before the last look gets a letter, wherever the two meet', async () => {
  const { desk, left, eachTurn } = await twoMachines();
  const { db } = desk.deps;
  const { outcomes } = await eachTurn(async (number) => {
    await desk.take(invoice(number, `K-${number}`));
    return {
      one: (machine) => send(machine, number),
      async other(machine) {
        await stage(machine.deps.db, `payment-${number}`, booking({ invoice: number, amount: 8_000 }));
        const wasPlanned = await isPlanned(db, number);
        await take(machine, `payment-${number}`);
        return wasPlanned;
      },
      async check({ other: wasPlanned }) {
        expect(left(letterOf(number))).toBe(wasPlanned ? 1 : 0);
        expect(await desk.look(number)).toMatchObject({ stage: 'PAID', levelsDone: wasPlanned ? 1 : 0 });
        return wasPlanned ? 'a letter' : 'no letter';
      },
    };
  });
  expect(outcomes).toEqual(new Set(['a letter', 'no letter']));
});

it('A pause of a customer keeps back every letter that was not planned before it', async () => {
  const { desk, left, eachTurn } = await twoMachines();
  const { db } = desk.deps;
  const { outcomes } = await eachTurn(async (number) => {
    const customer = `K-${number}`;
    await desk.take(invoice(number, customer));
    return {
      one: (machine) => send(machine, number),
      async other({ deps }) {
        const action = { kind: 'pause', reason: HoldReason.OPERATOR, holdKind: HoldKind.REMINDERS } as const;
        const hold = { creditor: CREDITOR, operationId: `hold-${number}`, by: 'anna', customer, action };
        const placed = await placeHold(deps, { ...hold, scope: BulkScope.CUSTOMER }, NOW);
        expect(placed.refused).toBe(false);
        return isPlanned(db, number);
      },
      async check({ other: wasPlanned }) {
        expect(left(letterOf(number))).toBe(wasPlanned ? 1 : 0);
        expect(await desk.look(number)).toMatchObject({ held: true, levelsDone: wasPlanned ? 1 : 0 });
        return wasPlanned ? 'a letter' : 'no letter';
      },
    };
  });
  expect(outcomes).toEqual(new Set(['a letter', 'no letter']));
});

it('A step that timed out and runs on beside its repetition sends one letter', async () => {
  const { desk, left, eachTurn } = await twoMachines();
  await eachTurn(async (number) => {
    await desk.take(invoice(number, `K-${number}`));
    return {
      one: (machine) => send(machine, number),
      other: (machine) => send(machine, number),
      async check() {
        expect(left(letterOf(number))).toBe(1);
        const effect = await desk.deps.db.read((tx) => findEffect(tx, letterOf(number)));
        expect(effect).toMatchObject({ state: 'delivered', attempts: 1 });
        expect(await desk.row(number)).toMatchObject({ stage: 'REMINDED', levelsDone: 1 });
      },
    };
  });
});

it('Another attempt at a letter is made by one of two that try it at once', async () => {
  const { desk, left, away, machines, eachTurn } = await twoMachines();
  await eachTurn(async (number) => {
    await desk.take(invoice(number, `K-${number}`));
    away.add(letterOf(number));
    const plan = await send(machines[0], number);
    expect(plan).toMatchObject({ step: Step.HAND_OVER });
    away.delete(letterOf(number));
    const again = plan.at ?? 0;
    return {
      one: (machine) => send(machine, number, again, Step.HAND_OVER),
      other: (machine) => send(machine, number, again, Step.HAND_OVER),
      async check() {
        expect(left(letterOf(number))).toBe(1);
        const effect = await desk.deps.db.read((tx) => findEffect(tx, letterOf(number)));
        expect(effect).toMatchObject({ state: 'delivered', attempts: 2 });
        expect(await desk.row(number)).toMatchObject({ stage: 'REMINDED', levelsDone: 1 });
      },
    };
  });
});
