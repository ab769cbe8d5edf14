import { describe, expect, it } from 'vitest';
import { Step } from '../../../domain/invoice/plan.ts';
import { Act } from '../../gateways/scripted-gateway.ts';
import { booking, day } from '../intake/money-desk.ts';
import { both, LETTER, type LetterDesk, letterDesk, mailOnly, noticed, reminded } from './a-letter-desk.ts';

const THREE = `  levels:
    - { name: r1, kind: reminder, daysAfterDue: 1 }
    - { name: r2, kind: reminder, daysAfterDue: 3, minDaysSincePrevious: 2 }
    - { name: notice, kind: notice, daysAfterDue: 5, minDaysSincePrevious: 7, paymentDays: 14 }
`;

async function paid(desk: LetterDesk): Promise<void> {
  await desk.take(booking({ invoice: '1001', amount: 8_000 }));
  await desk.ask('ledgerChanged');
  expect(await desk.row('1001')).toMatchObject({ stage: 'PAID', openTasks: 0 });
}

async function chargedBack(desk: LetterDesk): Promise<void> {
  await desk.take(
    booking({ invoice: '1001', amount: 8_000, kind: 'chargeback', bookedOn: day('2026-11-26') }),
  );
  await desk.ask('ledgerChanged');
}

describe('an invoice that a chargeback opens again', () => {
  it('has no deadline by a notice that came back while it was paid: a person is asked, and it can be sent again', async () => {
    const desk = await noticed(mailOnly);
    await paid(desk);
    await desk.tell({ key: `${LETTER}notice`, result: 'softBounced' });
    expect(await desk.tasks()).toEqual([]);
    await chargedBack(desk);
    expect(await desk.tasks()).toEqual(['EFFECT_BOUNCED']);
    expect(await desk.row('1001')).toMatchObject({
      ...{ stage: 'NOTICED', levelsDone: 1, noticeDueOn: null, nextAt: null, because: 'NEEDS_ATTENTION' },
    });
    expect(await desk.ask('resend')).toBe('Level notice goes out again by email.');
    await desk.step(Step.HAND_OVER, 20);
    expect(await desk.row('1001')).toMatchObject({ stage: 'NOTICED', levelsDone: 2, attention: null });
    expect(desk.left().at(-1)).toBe('email notice/r2');
  });

  it('asks anew about a letter that failed before it was paid', async () => {
    const desk = await letterDesk({}, { letter: { acts: [Act.FAIL_FOR_GOOD] } });
    await desk.step(Step.SEND_REMINDER);
    expect(await desk.tasks()).toEqual(['EFFECT_FAILED']);
    await paid(desk);
    await chargedBack(desk);
    expect(await desk.tasks()).toEqual(['EFFECT_FAILED']);
    expect(await desk.row('1001')).toMatchObject({ stage: 'OPEN', nextAt: null, because: 'NEEDS_ATTENTION' });
  });
});

describe('a letter that comes back after the next level was waived', () => {
  it('is a task only: the path goes on', async () => {
    const desk = await reminded(mailOnly, {}, THREE);
    expect(await desk.ask('waiveLevel', { level: 'r2' })).toMatch(/^Level r2 is waived/);
    const { nextAt } = await desk.row('1001');
    await desk.tell({ key: `${LETTER}r1`, result: 'softBounced' });
    await desk.ask('reconsider');
    expect(await desk.tasks()).toEqual(['EFFECT_BOUNCED']);
    expect(await desk.row('1001')).toMatchObject({ nextStep: 'sendNotice', nextAt, levelsDone: 2 });
    await desk.step(Step.SEND_NOTICE, 12);
    expect(desk.left()).toEqual(['email r1', 'email notice']);
  });

  it('is waited for while nothing was', async () => {
    const desk = await reminded(both, {}, THREE);
    await desk.tell({ key: `${LETTER}r1`, result: 'softBounced' });
    expect(await desk.row('1001')).toMatchObject({ nextStep: 'handOver', levelsDone: 0 });
  });
});
