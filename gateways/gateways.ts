import { Channel, type EffectContent } from '../contracts/effects.ts';
import type { Gateway } from './port.ts';

/** One gateway per channel. */
export type Gateways = Readonly<Record<Channel, Gateway>>;

/** Every channel, for adapters that serve them all. */
export const CHANNELS: readonly Channel[] = Object.values(Channel);

export type { EffectContent };
