import { describe, expect, it } from 'vitest';
import { noteDeadAddresses } from '../../../db/customer/customers.ts';
import { postalAddress } from '../../../domain/effects/channels.ts';
import { Step } from '../../../domain/invoice/plan.ts';
import { Act } from '../../gateways/scripted-gateway.ts';
import { day } from '../intake/money-desk.ts';
import { both, LETTER, letterDesk, mailOnly, noticed, reminded } from './a-letter-desk.ts';

const R1 = `${LETTER}r1`;
const NOTICE = `${LETTER}notice`;

describe('the channel of a level', () => {
  it('is the next one of its list when one failed for good, and a task when none is left', async () => {
    const refuses = { afterwards: Act.FAIL_FOR_GOOD };
    const desk = await letterDesk(both, { email: refuses, letter: refuses });
    await desk.step(Step.SEND_REMINDER);
    await desk.step(Step.HAND_OVER);
    expect(await desk.effects()).toEqual(['r1 letter failed']);
    expect(await desk.tasks()).toEqual(['EFFECT_FAILED']);
    expect(await desk.row('1001')).toMatchObject({ levelsDone: 0, nextAt: null });
  });

  it('is none where all that is known came back: a task, and nothing goes there', async () => {
    const desk = await reminded(mailOnly);
    await desk.tell({ key: R1, result: 'bounced', channel: 'email' });
    await desk.ask('waiveLevel', { level: 'r1' });
    await desk.step(Step.SEND_NOTICE, 12);
    // The postal address is missing, not dead: its gateway says so. The dead e-mail address is left alone.
    expect(desk.gateways.email.attempts).toHaveLength(1);
    expect(desk.gateways.letter.attempts).toHaveLength(1);
  });
});

describe('a reminder that comes back before another followed it', () => {
  it('goes out by the next channel, and the gap counts from that delivery', async () => {
    const desk = await reminded();
    expect(await desk.row('1001')).toMatchObject({ stage: 'REMINDED', levelsDone: 1 });
    expect(await desk.tell({ key: R1, result: 'bounced', channel: 'email' })).toMatchObject({ taken: 1 });
    expect(await desk.row('1001')).toMatchObject({ stage: 'OPEN', levelsDone: 0, nextStep: 'handOver' });
    await desk.step(Step.HAND_OVER, 3);
    expect(desk.left()).toEqual(['email r1', 'letter r1']);
    expect(await desk.row('1001')).toMatchObject({
      ...{ stage: 'REMINDED', levelsDone: 1, anchorOn: day('2026-11-30') },
    });
    expect(await desk.tasks()).toEqual([]);
  });

  it('with no other channel keeps the next level back, until it is waived', async () => {
    const desk = await reminded(mailOnly);
    await desk.tell({ key: R1, result: 'bounced' });
    expect(await desk.tasks()).toEqual(['EFFECT_BOUNCED']);
    expect(await desk.row('1001')).toMatchObject({ nextAt: null, because: 'NEEDS_ATTENTION' });
    await desk.step(Step.SEND_NOTICE, 30);
    expect(desk.left()).toEqual(['email r1']);
    expect(await desk.ask('waiveLevel')).toBe('Level r1 is waived; the next one counts from today.');
    expect(await desk.tasks()).toEqual([]);
    expect(await desk.row('1001')).toMatchObject({ levelsDone: 1, nextStep: 'sendNotice' });
  });

  it.each([
    ['bounced', 'email', 1],
    ['softBounced', 'email', 2],
  ] as const)('%s: the next level %s is tried %i times in all', async (result, channel, times) => {
    const desk = await reminded();
    await desk.tell({ key: R1, result });
    await desk.step(Step.HAND_OVER, 3);
    await desk.step(Step.SEND_NOTICE, 13);
    expect(desk.gateways[channel].arrived).toHaveLength(times);
  });

  it('twice told changes nothing more, nor does late word of the channel before', async () => {
    const desk = await reminded();
    const bounce = { key: R1, result: 'bounced', channel: 'email', externalId: 'dsn-1' } as const;
    await desk.tell(bounce);
    await desk.step(Step.HAND_OVER, 3);
    expect(await desk.tell(bounce)).toEqual({ taken: 0, unchanged: 1, refused: [] });
    expect(await desk.tell({ ...bounce, externalId: 'dsn-2' })).toMatchObject({ taken: 1 });
    expect(await desk.row('1001')).toMatchObject({ levelsDone: 1 });
    expect(await desk.effects()).toEqual(['r1 letter delivered']);
  });
});

it('late word that a letter arrived by the channel before counts for nothing: it is yet to leave by another', async () => {
  const desk = await reminded();
  await desk.tell({ key: R1, result: 'bounced', channel: 'email' });
  expect(await desk.effects()).toEqual(['r1 letter planned']);
  await desk.tell({ key: R1, result: 'delivered', channel: 'email' });
  expect(await desk.effects()).toEqual(['r1 letter planned']);
  expect(await desk.row('1001')).toMatchObject({ levelsDone: 0 });
  await desk.step(Step.HAND_OVER, 3);
  expect(desk.left()).toEqual(['email r1', 'letter r1']);
});

describe('a notice that comes back', () => {
  it('before the transfer loses its deadline and gets a new one when it is delivered again', async () => {
    const desk = await noticed();
    const before = await desk.row('1001');
    expect(before).toMatchObject({ stage: 'NOTICED', noticeDeliveredOn: day('2026-12-07') });
    await desk.tell({ key: NOTICE, result: 'bounced', channel: 'email' });
    expect(await desk.row('1001')).toMatchObject({ stage: 'NOTICED', noticeDueOn: null, levelsDone: 1 });
    await desk.step(Step.HAND_OVER, 14);
    const after = await desk.row('1001');
    expect(after).toMatchObject({ noticeDeliveredOn: day('2026-12-11'), levelsDone: 2 });
    expect(after.noticeDueOn).toBeGreaterThan(before.noticeDueOn!);
    expect(desk.left()).toEqual(['email r1', 'email notice', 'letter notice']);
  });

  it('after the transfer is a task only', async () => {
    const desk = await noticed(mailOnly, {}, '  transfer: { mode: 10 }\n');
    await desk.step(Step.TRANSFER_TO_COLLECTION, 40);
    expect(await desk.row('1001')).toMatchObject({ stage: 'TRANSFERRED' });
    await desk.tell({ key: NOTICE, result: 'bounced' });
    expect(await desk.row('1001')).toMatchObject({ stage: 'TRANSFERRED', levelsDone: 2 });
    expect(await desk.tasks()).toEqual(['EFFECT_BOUNCED']);
  });

  it('of a level that another has followed is a task, and the path goes on', async () => {
    const desk = await noticed();
    const { nextAt } = await desk.row('1001');
    await desk.tell({ key: R1, result: 'bounced' });
    expect(await desk.row('1001')).toMatchObject({ nextAt, levelsDone: 2 });
    expect(await desk.tasks()).toEqual(['EFFECT_BOUNCED']);
    expect(await desk.effects()).toEqual(['r1 email bounced', 'notice email delivered']);
  });

  it('about an invoice that was paid meanwhile is noted, and nobody is asked', async () => {
    const desk = await noticed(mailOnly);
    await desk.ask('close', { reason: 'agreed' });
    expect(await desk.tell({ key: NOTICE, result: 'bounced' })).toMatchObject({ taken: 1 });
    expect(await desk.tasks()).toEqual([]);
  });
});

describe('a letter that came back is sent again', () => {
  it('under a new revision of its key, once there is another address; nothing goes where it came back from', async () => {
    const desk = await noticed(mailOnly);
    await desk.tell({ key: NOTICE, result: 'bounced' });
    expect(await desk.ask('resend')).toMatch(/^refused: No channel reaches the customer/);
    await desk.know({ ...mailOnly, email: 'new@example.org' });
    expect(desk.left()).toEqual(['email r1', 'email notice']);
    expect(await desk.ask('resend', { level: 'r1' })).toMatch(/^refused: It is level notice/);
    expect(await desk.ask('resend')).toBe('Level notice goes out again by email.');
    expect(await desk.tasks()).toEqual([]);
    await desk.step(Step.HAND_OVER, 14);
    expect(desk.left()).toEqual(['email r1', 'email notice', 'email notice/r2']);
    const [, , again] = desk.gateways.email.arrived;
    expect(again?.content).toMatchObject({ recipient: { email: 'new@example.org' } });
    expect(await desk.row('1001')).toMatchObject({
      ...{ stage: 'NOTICED', levelsDone: 2, noticeDeliveredOn: day('2026-12-11') },
    });
    expect(await desk.ask('resend')).toMatch(/^refused: No letter of it came back or failed/);
  });

  it('after a pause under the same revision, and a second time under the next', async () => {
    const desk = await noticed(mailOnly);
    await desk.tell({ key: NOTICE, result: 'softBounced' });
    await desk.ask('resend');
    await desk.ask('pause', { reason: 'OPERATOR' });
    expect(await desk.effects()).toEqual([
      'r1 email delivered',
      'notice email bounced',
      'notice/r2 email cancelled',
    ]);
    await desk.ask('resume');
    expect(await desk.row('1001')).toMatchObject({ nextStep: 'sendNotice' });
    await desk.step(Step.SEND_NOTICE, 20);
    expect(desk.left()).toEqual(['email r1', 'email notice', 'email notice/r2']);
    await desk.tell({ key: `${NOTICE}/r2`, result: 'softBounced', on: day('2026-11-27') });
    expect(await desk.ask('resend', {}, 20)).toBe('Level notice goes out again by email.');
    await desk.step(Step.HAND_OVER, 21);
    expect(desk.left().at(-1)).toBe('email notice/r3');
  });

  it('under its own key when it failed: nothing had left', async () => {
    const desk = await letterDesk({}, { letter: { acts: [Act.FAIL_FOR_GOOD] } });
    await desk.step(Step.SEND_REMINDER);
    expect(await desk.ask('resend')).toMatch(/^refused: No channel reaches/);
    await desk.know(both);
    await desk.step(Step.HAND_OVER);
    expect(desk.left()).toEqual(['email r1']);
  });
});

describe('a letter on its way when the address it was to go to is found dead', () => {
  const BUSY = { acts: [Act.DELIVER, Act.FAIL_TEMPORARILY] };

  it('leaves by the next channel that reaches', async () => {
    const desk = await noticed(both, { email: BUSY });
    await desk.tell({ key: R1, result: 'complaint' });
    await desk.step(Step.HAND_OVER, 11);
    expect(desk.left()).toEqual(['email r1', 'letter notice']);
    expect(desk.gateways.email.attempts).toHaveLength(2);
  });

  it('does so also after a pause', async () => {
    const desk = await noticed(both, { email: BUSY });
    await desk.ask('pause', { reason: 'OPERATOR' });
    await desk.tell({ key: R1, result: 'complaint' });
    await desk.ask('resume');
    await desk.step(Step.SEND_NOTICE, 20);
    expect(desk.left()).toEqual(['email r1', 'letter notice']);
    expect(desk.gateways.email.attempts).toHaveLength(2);
  });

  it('is a task when all that is known came back, and goes out once there is another address', async () => {
    const desk = await noticed(both, { email: BUSY });
    const { customerId } = await desk.row('1001');
    const dead = {
      deadEmail: both.email,
      deadAddress: postalAddress({ name: 'Jan', ...both }),
    };
    await desk.deps.db.transaction((tx) => noteDeadAddresses(tx, customerId, dead));
    await desk.step(Step.HAND_OVER, 11);
    expect(desk.left()).toEqual(['email r1']);
    expect(await desk.effects()).toEqual(['r1 email delivered', 'notice email failed']);
    expect(await desk.tasks()).toEqual(['EFFECT_FAILED']);
    await desk.know({ ...both, email: 'new@example.org' });
    await desk.step(Step.HAND_OVER, 12);
    expect(desk.left()).toEqual(['email r1', 'email notice']);
  });
});

describe('other word of a letter', () => {
  it('a complaint is a task, and nothing goes to that address any more', async () => {
    const desk = await reminded();
    await desk.tell({ key: R1, result: 'complaint' });
    expect(await desk.tasks()).toEqual(['EFFECT_COMPLAINT']);
    expect(await desk.row('1001')).toMatchObject({ levelsDone: 1 });
    await desk.step(Step.SEND_NOTICE, 10);
    expect(desk.left()).toEqual(['email r1', 'letter notice']);
  });

  it('the day it really arrived moves the gap, and a notice’s deadline for the debtor', async () => {
    const desk = await reminded({ street: 'Damrak 1', city: 'Amsterdam' });
    expect(await desk.row('1001')).toMatchObject({ anchorOn: day('2026-11-27') });
    await desk.ask('resolveEffect', { key: R1, outcome: 'delivered', on: '2026-11-30' }, 5);
    expect(await desk.row('1001')).toMatchObject({ anchorOn: day('2026-11-30') });
    await desk.step(Step.SEND_NOTICE, 12);
    const { noticeDueOn } = await desk.row('1001');
    await desk.ask('resolveEffect', { key: NOTICE, outcome: 'delivered', on: '2026-12-14' }, 20);
    const later = await desk.row('1001');
    expect(later).toMatchObject({ noticeDeliveredOn: day('2026-12-14'), stage: 'NOTICED' });
    expect(later.noticeDueOn).toBeGreaterThan(noticeDueOn!);
  });

  it.each([
    ['a key that is none of its letters', { key: `${LETTER}other` }, /^key: .* is no letter of waitc/],
    ['a day ahead', { key: R1, on: day('2026-11-28') }, /^on: 2026-11-28 lies ahead/],
  ])('is refused for %s', async (_, changes, says) => {
    const desk = await reminded();
    const { taken, refused } = await desk.tell({ result: 'bounced', ...changes });
    expect({ taken, refused }).toEqual({ taken: 0, refused: [expect.stringMatching(says)] });
  });
});
