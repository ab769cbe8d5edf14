import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toolsOf } from '../../../gateways/channels/channels.ts';
import { createFileOutbox } from '../../../gateways/file-outbox.ts';
import { webhookAdapter } from '../../../gateways/webhook/adapter.ts';
import { levelMessageSchema } from '../../../gateways/webhook/message.ts';
import { notice, reminder } from '../contents.ts';
import { failureOf } from '../failure-of.ts';
import { loopback, type Received } from '../https/loopback.ts';
import { tempFolder } from '../temp-folder.ts';

const key = (byte: number) => `whsec_${Buffer.alloc(24, byte).toString('base64')}`;
const [OLD, NEW] = [key(1), key(2)];
const AS_OF = Date.now();
const KEY = 'invoice/acme/2026%2F001/1/level/reminder-1';

function gatewayTo(url: string, secrets: readonly string[], environment: Record<string, string>) {
  const folder = tempFolder();
  const tools = toolsOf('webhook', { outbox: createFileOutbox({ folder }), folder, environment });
  const settings = { kind: 'https', url, secrets, timeoutSeconds: 2 } as const;
  const gateway = webhookAdapter.open(settings, tools);
  onTestFinished(() => gateway.close?.());
  return { gateway, check: () => webhookAdapter.check(settings, tools) };
}

async function answering(status: number) {
  const received: Received[] = [];
  const url = await loopback((one, response) => {
    received.push(one);
    response.writeHead(status).end();
  });
  return { url, received };
}

describe('a webhook', () => {
  it('gets the level as data under its key, signed with every secret in use', async () => {
    const { url, received } = await answering(204);
    const { gateway } = gatewayTo(url, ['env:NEW', 'env:OLD'], { NEW, OLD });
    const receipt = await gateway.deliver({ key: KEY, content: notice(), asOf: AS_OF });
    expect(receipt).toEqual({ state: 'delivered', providerId: KEY });
    const [{ headers, body }] = received as [Received];
    expect(headers).toMatchObject({ 'idempotency-key': KEY, 'webhook-id': KEY });
    for (const secret of [OLD, NEW]) {
      const message = new Webhook(secret).verify(body, headers as Record<string, string>);
      expect(levelMessageSchema.parse(message)).toMatchObject({ key: KEY, level: { kind: 'notice' } });
    }
    expect(() => new Webhook(key(3)).verify(body, headers as Record<string, string>)).toThrow();
  });

  it('takes a new secret without a restart', async () => {
    const { url, received } = await answering(200);
    const environment: Record<string, string> = { A: OLD };
    const { gateway } = gatewayTo(url, ['env:A'], environment);
    await gateway.deliver({ key: KEY, content: reminder(), asOf: AS_OF });
    environment.A = NEW;
    await gateway.deliver({ key: KEY, content: reminder(), asOf: AS_OF });
    const [first, second] = received as [Received, Received];
    new Webhook(OLD).verify(first.body, first.headers as Record<string, string>);
    new Webhook(NEW).verify(second.body, second.headers as Record<string, string>);
  });

  it.each([
    [307, { isTemporary: true, mayHaveArrived: false }],
    [404, { isTemporary: true, mayHaveArrived: false }],
    [422, { isTemporary: false, mayHaveArrived: false }],
    [503, { isTemporary: true, mayHaveArrived: true }],
  ])('answering %i has not delivered', async (status, failure) => {
    const { url } = await answering(status);
    const { gateway } = gatewayTo(url, ['env:OLD'], { OLD });
    const attempt = gateway.deliver({ key: KEY, content: reminder(), asOf: AS_OF });
    expect(await failureOf(attempt)).toMatchObject(failure);
  });

  it.each([
    ['is missing', {}, /The environment has no OLD/],
    ['is no key', { OLD: 'a plain password of mine' }, /is no key: it must be whsec_/],
  ])('whose secret %s is told so by the check, without it', async (_, environment, says) => {
    const { check, gateway } = gatewayTo('https://nobody.example', ['env:OLD'], environment);
    expect(await check()).toEqual([
      { what: 'https://nobody.example has its keys', passes: false, says: expect.stringMatching(says) },
    ]);
    const failure = await failureOf(gateway.deliver({ key: KEY, content: reminder(), asOf: AS_OF }));
    expect(failure).toMatchObject({ isTemporary: true, mayHaveArrived: false });
    expect(failure.message).not.toContain('password of mine');
  });
});
