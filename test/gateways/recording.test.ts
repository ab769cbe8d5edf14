import { expect, it } from 'vitest';
import { Channel } from '../../contracts/effects.ts';
import { createRecordingGateways } from '../../gateways/recording.ts';
import { levelParcel, orderParcel } from './contents.ts';

it('recording gateways deliver at once and count by channel', async () => {
  const gateways = createRecordingGateways();
  expect((await gateways.email.deliver(levelParcel())).state).toBe('delivered');
  await gateways.email.deliver(levelParcel());
  await gateways.collector.deliver(orderParcel());
  expect(gateways.parcels.count).toBe(3);
  expect(gateways.parcels.byChannel).toEqual({ email: 2, letter: 0, collector: 1, operator: 0 });
});

it('recording gateways take the same key twice, and know nothing of it afterwards', async () => {
  const gateways = createRecordingGateways();
  await gateways.letter.deliver(levelParcel());
  for (const channel of Object.values(Channel)) {
    expect(gateways[channel].dedupes).toBe(true);
    expect(await gateways[channel].trace(levelParcel().key, null)).toBe('absent');
  }
});

it('counts of one set of recording gateways are its own', async () => {
  const [one, other] = [createRecordingGateways(), createRecordingGateways()];
  await one.letter.deliver(levelParcel());
  expect([one.parcels.count, other.parcels.count]).toEqual([1, 0]);
});
