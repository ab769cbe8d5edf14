import { Channel } from '../domain/effects/channels.ts';
import { EffectState } from '../domain/effects/effect.ts';
import { CHANNELS, type SameForAll } from './gateways.ts';
import type { Gateway, Receipt } from './port.ts';

/** How many deliveries were taken, in all and by channel; an attempt made twice counts twice. */
export interface DeliveryCounts {
  readonly count: number;
  readonly byChannel: Readonly<Record<Channel, number>>;
}

/**
 * Gateways for rehearsals: they take everything at once, send nothing, and keep no more than counts. Where a script
 * tells what collectors do, orders and words to them are only handed over, and the rest comes from there.
 */
export function createRecordingGateways(
  options: { readonly toCollectors?: Receipt['state'] } = {},
): SameForAll & { readonly deliveries: DeliveryCounts } {
  const { toCollectors = EffectState.DELIVERED } = options;
  const counts: Record<Channel, number> = {
    email: 0,
    letter: 0,
    webhook: 0,
    collector: 0,
    operator: 0,
  };
  const gatewayOf = (channel: Channel, state: Receipt['state'] = EffectState.DELIVERED): Gateway => ({
    name: `rehearsed ${channel}`,
    // Nothing leaves, so twice is as good as once.
    dedupes: true,
    async deliver({ key }) {
      counts[channel] += 1;
      return { state, providerId: key };
    },
    trace: async () => 'absent',
  });
  return {
    email: gatewayOf(Channel.EMAIL),
    letter: gatewayOf(Channel.LETTER),
    webhook: gatewayOf(Channel.WEBHOOK),
    collector: { ...gatewayOf(Channel.COLLECTOR, toCollectors), ask: async () => null },
    operator: gatewayOf(Channel.OPERATOR),
    deliveries: {
      get count() {
        return CHANNELS.reduce((sum, channel) => sum + counts[channel], 0);
      },
      get byChannel() {
        return { ...counts };
      },
    },
  };
}
