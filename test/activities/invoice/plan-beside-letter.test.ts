import { describe, expect, it } from 'vitest';
import { Step } from '../../../domain/invoice/plan.ts';
import { Act } from '../../gateways/scripted-gateway.ts';
import { both, letterDesk, mailOnly, reminded } from './a-letter-desk.ts';

const PLAN = { instalments: 2, firstOn: '2026-12-14' };

describe('a plan made because a letter did not arrive', () => {
  it('has its mails and is judged, though the letter still needs a person', async () => {
    const refusesOnce = { acts: [Act.FAIL_FOR_GOOD] };
    const desk = await letterDesk(both, { email: refusesOnce, letter: refusesOnce });
    await desk.step(Step.SEND_REMINDER);
    await desk.step(Step.HAND_OVER);
    expect(await desk.effects()).toEqual(['r1 letter failed']);
    expect(await desk.ask('agreePlan', PLAN)).not.toMatch(/^refused/);
    expect(await desk.row('1001')).toMatchObject({ nextStep: 'remindOfInstalment' });
    await desk.step(Step.REMIND_OF_INSTALMENT, 14);
    expect(await desk.effects()).toEqual(['r1 letter failed', expect.stringMatching(/^plan.* delivered$/)]);
    // The third working day after Monday 14 December is Thursday the 17th.
    expect(await desk.row('1001')).toMatchObject({
      ...{ because: 'AGREEMENT_JUDGED', nextAt: Date.parse('2026-12-17T23:00:00Z') },
    });
    await desk.step(Step.WAIT, 21);
    expect(await desk.tasks()).toEqual(['EFFECT_FAILED', 'BROKEN_PLAN']);
    expect(await desk.row('1001')).toMatchObject({ nextAt: null, because: 'NEEDS_ATTENTION' });
  });

  it('is judged when the letter came back, too', async () => {
    const desk = await reminded(mailOnly);
    await desk.tell({ key: 'invoice/waitc/1001/1/level/r1', result: 'bounced' });
    await desk.ask('agreePromise', { amount: '80.00', dueOn: '2026-12-14' });
    expect(await desk.row('1001')).toMatchObject({ because: 'AGREEMENT_JUDGED' });
  });
});
