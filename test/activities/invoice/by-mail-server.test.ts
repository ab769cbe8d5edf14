import { describe, expect, it, onTestFinished } from 'vitest';
import { Step } from '../../../domain/invoice/plan.ts';
import { createSmtpGateway } from '../../../gateways/mail/smtp/gateway.ts';
import { type MailScript, openMailServer } from '../../gateways/mail/smtp/mail-server.ts';
import { LETTER, letterDesk, mailOnly } from './a-letter-desk.ts';

const ADDRESS = 'jan@example.org';
const R1 = `${LETTER}r1`;

/** A desk whose e-mails leave by a real server. */
async function deskWithServer(script: MailScript) {
  const server = await openMailServer(script);
  const desk = await letterDesk(mailOnly);
  const email = createSmtpGateway(
    {
      kind: 'smtp',
      host: '127.0.0.1',
      port: server.port,
      from: 'billing@acme.example',
      notices: 'failures',
      connections: 1,
      timeoutSeconds: 20,
    },
    { secretOf: async () => '', readFile: async () => '' },
  );
  onTestFinished(() => email.close());
  Object.assign(desk.deps.gateways, { email });
  return { server, desk };
}

describe('a letter by a mail server', () => {
  it.each<[string, MailScript]>([
    ['is busy', { connect: '421 4.3.2 busy' }],
    ['greylists', { recipients: { [ADDRESS]: '450 4.7.1 greylisted' } }],
    ['breaks off before the message', { sender: 'drop' }],
    ['relays for nobody', { recipients: { [ADDRESS]: '554 5.7.1 relay access denied' } }],
  ])('that %s at first is not delivered before it is taken, and is taken once', async (_, script) => {
    const { server, desk } = await deskWithServer(script);
    await desk.step(Step.SEND_REMINDER);
    expect(await desk.effects()).toEqual(['r1 email planned']);
    expect(await desk.row('1001')).toMatchObject({ levelsDone: 0, nextStep: 'handOver' });
    server.willDo({});
    await desk.step(Step.HAND_OVER, 3);
    expect(await desk.effects()).toEqual(['r1 email delivered']);
    expect(server.taken.map(({ envid }) => envid)).toEqual([R1]);
  });

  it.each<[string, MailScript, number]>([
    ['takes it and breaks off', { message: 'take and drop' }, 1],
    ['breaks off with the message', { message: 'drop' }, 0],
  ])('that %s is a task, and is never sent again by itself', async (_, script, taken) => {
    const { server, desk } = await deskWithServer(script);
    await desk.step(Step.SEND_REMINDER);
    server.willDo({});
    await desk.step(Step.HAND_OVER, 3);
    await desk.step(Step.SEND_REMINDER, 4);
    expect(await desk.effects()).toEqual(['r1 email uncertain']);
    expect(await desk.tasks()).toEqual(['EFFECT_UNCERTAIN']);
    expect(server.taken).toHaveLength(taken);
  });

  it('of which nobody knows is settled by a report that it arrived', async () => {
    const { server, desk } = await deskWithServer({ message: 'take and drop' });
    await desk.step(Step.SEND_REMINDER);
    await desk.tell({ key: R1, result: 'delivered', channel: 'email' });
    expect(await desk.effects()).toEqual(['r1 email delivered']);
    expect(await desk.tasks()).toEqual([]);
    expect(server.taken).toHaveLength(1);
  });

  it('to an address that is none has failed, and is not tried again', async () => {
    const { server, desk } = await deskWithServer({ recipients: { [ADDRESS]: '550 5.1.1 unknown' } });
    await desk.step(Step.SEND_REMINDER);
    await desk.step(Step.HAND_OVER);
    expect(await desk.tasks()).toEqual(['EFFECT_FAILED']);
    server.willDo({});
    await desk.step(Step.HAND_OVER, 3);
    expect(server.taken).toEqual([]);
  });
});
