import type { ChannelSettings } from '../../domain/channels/settings.ts';
import { letterAdapter } from '../letters/adapter.ts';
import { emailAdapter } from '../mail/adapter.ts';
import { webhookAdapter } from '../webhook/adapter.ts';
import type { ChannelAdapter } from './adapter.ts';

/** How each channel's settings become a gateway: a new channel is its adapter and its line here. */
export const ADAPTERS = {
  email: emailAdapter,
  letter: letterAdapter,
  webhook: webhookAdapter,
} as const satisfies {
  readonly [Name in keyof ChannelSettings]-?: ChannelAdapter<NonNullable<ChannelSettings[Name]>>;
};

/** The channels that creditors set up. */
export type SetUp = keyof typeof ADAPTERS;
export const SET_UP = Object.keys(ADAPTERS) as readonly SetUp[];
