import { Channel } from '../domain/effects/channels.ts';
import type { Collector } from './collectors/port.ts';
import type { Gateway } from './port.ts';

/** One gateway per channel; that of collectors finds the one an order is meant for. */
export type Gateways = Readonly<Record<Exclude<Channel, typeof Channel.COLLECTOR>, Gateway>> & {
  readonly [Channel.COLLECTOR]: Collector;
};

/** Every channel, for adapters that serve them all. */
export const CHANNELS: readonly Channel[] = Object.values(Channel);
