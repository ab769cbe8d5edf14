import { describe, expect, it } from 'vitest';
import { findCaseRequest, stageCaseRequest } from '../../../db/case/requests.ts';
import { GatewayFailure } from '../../../gateways/port.ts';
import { CaseDesk } from './case-desk.ts';

const away = () => new GatewayFailure('away', { isTemporary: true, mayHaveArrived: false });
const never = () => new GatewayFailure('not like that', { isTemporary: false, mayHaveArrived: false });

/** A case that its collector has accepted, and a word that it refused for good. */
async function withFailedWord(desk: CaseDesk): Promise<string> {
  await desk.invoice('1001');
  const reference = await desk.start('1001');
  await desk.say(reference, 'markAsPrepared');
  desk.collector.answers = [never()];
  await desk.say(reference, 'message', { text: 'call first' });
  expect(await desk.row(reference)).toMatchObject({ attention: 'INSTRUCTION_FAILED' });
  return reference;
}

describe('a word that does not reach the collector', () => {
  it.each([
    [11, null],
    [12, 'COLLECTOR_UNREACHABLE'],
    [13, 'COLLECTOR_UNREACHABLE'],
  ])('is after %i attempts in vain brought to a person: %s', async (attempts, attention) => {
    const desk = await CaseDesk.open();
    await desk.invoice('1001');
    const reference = await desk.start('1001');
    desk.collector.answers = Array.from({ length: attempts }, away);
    await desk.say(reference, 'markAsPrepared');
    for (let tried = 1; tried < attempts; tried++) {
      desk.now = (await desk.row(reference)).nextAt ?? 0;
      await desk.run(reference);
    }
    expect(desk.collector.attempts).toHaveLength(attempts);
    expect(await desk.row(reference)).toMatchObject({ state: 'PENDING', attention });

    desk.now = (await desk.row(reference)).nextAt ?? 0;
    await desk.run(reference);
    expect(await desk.row(reference)).toMatchObject({ state: 'PROCESSING', attention: null });
  });

  it('stays on the list of a person when the case ends', async () => {
    const desk = await CaseDesk.open();
    const reference = await withFailedWord(desk);
    await desk.say(reference, 'close', { reason: 'settled' });
    expect(await desk.row(reference)).toMatchObject({ state: 'CLOSED', attention: 'INSTRUCTION_FAILED' });
  });

  it('stays on the list beside another task, and is not over when that was looked at', async () => {
    const desk = await CaseDesk.open();
    const reference = await withFailedWord(desk);
    await desk.say(reference, 'addCollectedAmount', { amount: '10.00', externalId: 'r1' });
    await desk.say(reference, 'addCollectedAmount', { amount: '11.00', externalId: 'r1' });
    expect(await desk.row(reference)).toMatchObject({ attention: 'INSTRUCTION_FAILED', openTasks: 2 });
    await desk.say(reference, 'lookAgain');
    expect(await desk.row(reference)).toMatchObject({ attention: 'INSTRUCTION_FAILED', openTasks: 1 });
    const key = desk.collector.attempts.at(-1)?.key;
    await desk.sayAs(reference, 'resolveEffect', { by: 'anna', key, outcome: 'delivered' });
    expect(await desk.row(reference)).toMatchObject({ attention: null });
  });
});

it('a staged message that is refused is not used up: it can be sent once the collector has the case', async () => {
  const desk = await CaseDesk.open();
  await desk.invoice('1001');
  const reference = await desk.start('1001');
  const staged = { id: 'm-1', creditor: 'acme', body: { kind: 'message', text: 'call first' } } as const;
  await desk.db.transaction((tx) => stageCaseRequest(tx, { ...staged, by: 'anna', stagedAt: desk.now }));
  expect(await desk.say(reference, 'message', { request: 'm-1' })).toMatchObject({ ok: false });
  await desk.say(reference, 'markAsPrepared');
  expect(await desk.say(reference, 'message', { request: 'm-1' })).toMatchObject({ ok: true });
  expect(desk.collector.has.at(-1)?.content).toMatchObject({
    about: { kind: 'message', text: 'call first' },
  });
  expect((await desk.db.read((tx) => findCaseRequest(tx, 'm-1')))?.body).toBeNull();
});

it('a command id that was used for another message, or with other content, is refused as a conflict', async () => {
  const desk = await CaseDesk.open();
  await desk.invoice('1001');
  const reference = await desk.start('1001');
  const { version } = await desk.row(reference);
  const first = await desk.sayAs(reference, 'pause', { by: 'anna', version, reason: 'a promise' }, 'p-1');
  expect(first).toMatchObject({ ok: true });
  const say = (kind: string, fields: object) => desk.sayAs(reference, kind, { by: 'anna', ...fields }, 'p-1');
  expect(await say('pause', { version: version + 1, reason: 'a promise' })).toEqual(first);
  expect(await say('pause', { version, reason: 'another' })).toMatchObject({
    ...{ ok: false, conflict: true },
    refused: expect.stringMatching(/command id p-1 was used before, for a `pause` with other content/),
  });
  expect(await say('close', { version: version + 1, reason: 'settled' })).toMatchObject({
    ...{ ok: false, conflict: true },
    refused: expect.stringMatching(/used before, for `pause`: this `close` was not applied/),
  });
  expect(await desk.row(reference)).toMatchObject({ state: 'PREPARING', held: true });
});
