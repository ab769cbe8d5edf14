import { expect, it } from 'vitest';
import { findEffect } from '../../../db/effects/effects.ts';
import { EffectState } from '../../../domain/effects/effect.ts';
import { Step } from '../../../domain/invoice/plan.ts';
import { Act, createScriptedGateways } from '../../gateways/scripted-gateway.ts';
import { booking, day, invoice, moneyDesk } from './money-desk.ts';

it('a letter that is no longer wanted is cancelled with the due date that moved, not at the next look', async () => {
  const desk = await moneyDesk();
  const fails = { acts: [Act.FAIL_TEMPORARILY] };
  Object.assign(desk.deps.gateways, createScriptedGateways({ email: fails, letter: fails }));
  await desk.take(invoice('1001', 'C-1'));
  await desk.step('1001', Step.SEND_REMINDER);
  const state = async () =>
    (await desk.deps.db.read((tx) => findEffect(tx, 'invoice/waitc/1001/1/level/r1')))?.state;
  expect(await state()).toBe(EffectState.PLANNED);
  // What is left is below the minimum, and nobody has looked since.
  await desk.take(booking({ invoice: '1001', amount: 7_500 }));
  expect(await state()).toBe(EffectState.PLANNED);
  await desk.take(invoice('1001', 'C-1', { dueOn: day('2026-11-20') }));
  expect(await desk.row('1001')).toMatchObject({ dueOn: day('2026-11-20') });
  expect(await state()).toBe(EffectState.CANCELLED);
});
