import { Channel } from '../domain/effects/channels.ts';
import type { Collector } from './collectors/port.ts';
import type { Gateway } from './port.ts';

/** A channel on which creditors have gateways of their own. */
export interface Route {
  /** The one that serves this creditor, as its channels are published. */
  of(creditor: string): Promise<Gateway>;
}

type Direct = Exclude<Channel, typeof Channel.COLLECTOR>;

/** One way out per channel: the same for all creditors, or by creditor; collectors find theirs by the order itself. */
export type Gateways = Readonly<Record<Direct, Gateway | Route>> & {
  readonly [Channel.COLLECTOR]: Collector;
};

/** Gateways that are the same for all creditors. */
export type SameForAll = Readonly<Record<Direct, Gateway>> & Pick<Gateways, typeof Channel.COLLECTOR>;

/** The gateway by which a creditor's effects leave on that channel. */
export async function gatewayOf(gateways: Gateways, channel: Channel, creditor: string): Promise<Gateway> {
  const way = gateways[channel];
  return 'of' in way ? way.of(creditor) : way;
}

/** Every channel, for adapters that serve them all. */
export const CHANNELS: readonly Channel[] = Object.values(Channel);
