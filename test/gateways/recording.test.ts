import { expect, it } from 'vitest';
import { Channel } from '../../domain/effects/channels.ts';
import { createRecordingGateways } from '../../gateways/recording.ts';
import { levelDelivery, orderDelivery } from './contents.ts';

it('recording gateways deliver at once and count by channel', async () => {
  const gateways = createRecordingGateways();
  expect((await gateways.email.deliver(levelDelivery())).state).toBe('delivered');
  await gateways.email.deliver(levelDelivery());
  await gateways.collector.deliver(orderDelivery());
  expect(gateways.deliveries.count).toBe(3);
  expect(gateways.deliveries.byChannel).toEqual({
    email: 2,
    letter: 0,
    webhook: 0,
    collector: 1,
    operator: 0,
  });
});

it('recording gateways take the same key twice, and know nothing of it afterwards', async () => {
  const gateways = createRecordingGateways();
  await gateways.letter.deliver(levelDelivery());
  for (const channel of Object.values(Channel)) {
    expect(gateways[channel].dedupes).toBe(true);
    expect(await gateways[channel].trace(levelDelivery().key, null)).toBe('absent');
  }
});

it('counts of one set of recording gateways are its own', async () => {
  const [one, other] = [createRecordingGateways(), createRecordingGateways()];
  await one.letter.deliver(levelDelivery());
  expect([one.deliveries.count, other.deliveries.count]).toEqual([1, 0]);
});
