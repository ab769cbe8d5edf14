import { expect, it } from 'vitest';
import type { ChannelSettings } from '../../../domain/channels/settings.ts';
import { createChannels } from '../../../gateways/channels/channels.ts';
import { createFileOutbox } from '../../../gateways/file-outbox.ts';
import { gatewayOf } from '../../../gateways/gateways.ts';
import { reminder } from '../contents.ts';
import { failureOf } from '../failure-of.ts';
import { tempFolder } from '../temp-folder.ts';

const KEY = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;
const webhook = {
  kind: 'https',
  url: 'https://letters.example/dunwell',
  secrets: ['env:KEY'],
  timeoutSeconds: 1,
} as const;

function channels(settings: Record<string, ChannelSettings>) {
  const folder = tempFolder();
  const outbox = createFileOutbox({ folder });
  const made = createChannels({
    outbox,
    folder,
    environment: { KEY },
    settingsOf: async (creditor) => settings[creditor] ?? {},
  });
  const of = (channel: 'email' | 'letter' | 'webhook' | 'operator', creditor: string) =>
    gatewayOf(made.gateways, channel, creditor);
  return { ...made, outbox, of };
}

it('a creditor without channels has the file outbox, and no webhook', async () => {
  const { of, outbox } = channels({});
  expect(await of('email', 'acme')).toBe(outbox.email);
  expect(await of('letter', 'acme')).toBe(outbox.letter);
  expect(await of('operator', 'acme')).toBe(outbox.operator);
  const none = await of('webhook', 'acme');
  const failure = await failureOf(none.deliver({ key: 'k', content: reminder(), asOf: 0 }));
  expect(failure).toMatchObject({ isTemporary: false, mayHaveArrived: false });
});

it('creditors with the same settings share a gateway, others have their own', async () => {
  const { of, close } = channels({
    acme: { webhook },
    alike: { webhook },
    other: { webhook: { ...webhook, timeoutSeconds: 2 } },
  });
  const acme = await of('webhook', 'acme');
  expect(acme.name).toBe('webhook letters.example');
  expect(await of('webhook', 'acme')).toBe(acme);
  expect(await of('webhook', 'alike')).toBe(acme);
  expect(await of('webhook', 'other')).not.toBe(acme);
  await close();
});

it('what is published counts from the next hand-over on', async () => {
  const settings: Record<string, ChannelSettings> = {};
  const { of, outbox, close } = channels(settings);
  const before = await of('webhook', 'acme');
  expect(before).toBe(outbox.webhook);
  settings.acme = { webhook };
  expect((await of('webhook', 'acme')).name).toBe('webhook letters.example');
  settings.acme = {};
  expect(await of('webhook', 'acme')).toBe(before);
  await close();
});
