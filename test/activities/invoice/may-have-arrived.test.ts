import { describe, expect, it } from 'vitest';
import { Step } from '../../../domain/invoice/plan.ts';
import { Act } from '../../gateways/scripted-gateway.ts';
import { both, LETTER, letterDesk, noticed } from './a-letter-desk.ts';

const R1 = `${LETTER}r1`;
const CANNOT_TELL = { traces: 'unknown' } as const;

describe('a letter of which an attempt may have arrived', () => {
  it.each([
    ['at the next attempt', [Act.BREAK_OFF, Act.FAIL_FOR_GOOD]],
    ['after a fault of another kind', [Act.THROW, Act.FAIL_FOR_GOOD]],
    ['after one that surely did not arrive', [Act.BREAK_OFF, Act.FAIL_TEMPORARILY, Act.FAIL_FOR_GOOD]],
  ])('and that is refused for good %s is a task: it goes out by no other channel', async (_, acts) => {
    const desk = await letterDesk(both, { email: { ...CANNOT_TELL, acts } });
    await desk.step(Step.SEND_REMINDER);
    for (let again = 1; again < acts.length; again++) await desk.step(Step.HAND_OVER, 3 + again);
    expect(await desk.effects()).toEqual(['r1 email uncertain']);
    expect(await desk.tasks()).toEqual(['EFFECT_UNCERTAIN']);
    expect(desk.gateways.letter.attempts).toEqual([]);
  });

  it('goes out by the next channel once a person said that it did not arrive', async () => {
    const acts = [Act.BREAK_OFF, Act.FAIL_FOR_GOOD, Act.FAIL_FOR_GOOD];
    const desk = await letterDesk(both, { email: { ...CANNOT_TELL, acts } });
    await desk.step(Step.SEND_REMINDER);
    await desk.step(Step.HAND_OVER, 3);
    await desk.ask('resolveEffect', { key: R1, outcome: 'notDelivered' });
    await desk.step(Step.HAND_OVER, 4);
    await desk.step(Step.HAND_OVER, 5);
    expect(desk.left()).toEqual(['letter r1']);
  });

  it('is remembered while a pause has cancelled it', async () => {
    const acts = [Act.BREAK_OFF, Act.FAIL_FOR_GOOD];
    const desk = await letterDesk(both, { email: { ...CANNOT_TELL, acts } });
    await desk.step(Step.SEND_REMINDER);
    await desk.ask('pause', { reason: 'OPERATOR' });
    expect(await desk.effects()).toEqual(['r1 email cancelled']);
    await desk.ask('resume');
    await desk.step(Step.SEND_REMINDER, 4);
    expect(await desk.effects()).toEqual(['r1 email uncertain']);
  });

  it.each([
    ['', false],
    [' and a pause', true],
  ])('is a task once its address is found dead%s: it goes out by no other channel', async (_, isPaused) => {
    const acts = [Act.DELIVER, Act.BREAK_OFF];
    const desk = await noticed(both, { email: { ...CANNOT_TELL, acts } });
    if (isPaused) await desk.ask('pause', { reason: 'OPERATOR' });
    await desk.tell({ key: R1, result: 'complaint' });
    if (isPaused) await desk.ask('resume');
    await desk.step(isPaused ? Step.SEND_NOTICE : Step.HAND_OVER, 20);
    expect(await desk.effects()).toEqual(['r1 email delivered', 'notice email uncertain']);
    expect(await desk.tasks()).toContain('EFFECT_UNCERTAIN');
    expect(desk.gateways.letter.attempts).toEqual([]);
  });

  it('leaves by the next channel when nothing can have arrived before', async () => {
    const acts = [Act.FAIL_TEMPORARILY, Act.FAIL_FOR_GOOD];
    const desk = await letterDesk(both, { email: { ...CANNOT_TELL, acts } });
    await desk.step(Step.SEND_REMINDER);
    await desk.step(Step.HAND_OVER, 3);
    await desk.step(Step.HAND_OVER, 4);
    expect(desk.left()).toEqual(['letter r1']);
  });
});
