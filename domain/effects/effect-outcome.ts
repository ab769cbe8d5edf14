import type { Day } from '../kernel/day.ts';
import type { Fields } from '../kernel/fields.ts';
import { Channel, LEVEL_CHANNELS, type LevelChannel } from './channels.ts';

/** What became of an effect, as a person or its channel found out. */
export const EffectOutcome = {
  /** It arrived: the path goes on as if the gateway had said so. */
  DELIVERED: 'delivered',
  /** It never left: it is tried again under the same key. */
  NOT_DELIVERED: 'notDelivered',
  /** It came back for good: the address is dead. */
  BOUNCED: 'bounced',
  /** It came back, but the address may work another time: a full mailbox. */
  SOFT_BOUNCED: 'softBounced',
  /** The post brought it back: the address is dead. */
  RETURNED: 'returned',
  /** It arrived, and the receiver called it spam. */
  COMPLAINT: 'complaint',
} as const;
export type EffectOutcome = (typeof EffectOutcome)[keyof typeof EffectOutcome];

/** What channels tell by themselves: all but what only a person can know. */
export const FEEDBACK_OUTCOMES = [
  EffectOutcome.DELIVERED,
  EffectOutcome.BOUNCED,
  EffectOutcome.SOFT_BOUNCED,
  EffectOutcome.RETURNED,
  EffectOutcome.COMPLAINT,
] as const;
export type FeedbackOutcome = (typeof FEEDBACK_OUTCOMES)[number];

/** What somebody says of an effect. */
export interface Resolution {
  readonly by: string;
  readonly commandId: string;
  readonly key: string;
  readonly outcome: EffectOutcome;
  /** The channel it is about: one that has left by another since is not meant. */
  readonly channel?: LevelChannel | null;
  readonly on?: Day | null;
}

/** The channel that such word can only be about; null where it may be any. */
export function channelOfOutcome(outcome: EffectOutcome): LevelChannel | null {
  switch (outcome) {
    case EffectOutcome.RETURNED:
      return Channel.LETTER;
    case EffectOutcome.COMPLAINT:
      return Channel.EMAIL;
    case EffectOutcome.DELIVERED:
    case EffectOutcome.NOT_DELIVERED:
    case EffectOutcome.BOUNCED:
    case EffectOutcome.SOFT_BOUNCED:
      return null;
    default:
      return outcome satisfies never;
  }
}

/** Whether the address that was written to is dead by that. */
export function killsAddress(outcome: EffectOutcome): boolean {
  return (
    outcome === EffectOutcome.BOUNCED ||
    outcome === EffectOutcome.RETURNED ||
    outcome === EffectOutcome.COMPLAINT
  );
}

/** The fields of `resolveEffect`, with a key as an example and the outcomes it may tell. */
export function resolvingFields<const Outcomes extends readonly EffectOutcome[]>(
  key: string,
  outcomes: Outcomes,
) {
  return {
    key: {
      type: 'text',
      required: true,
      help: 'which one, as the timeline shows its key',
      example: key,
      missing: `resolveEffect needs \`key\`, e.g. {"by":"anna","key":"${key}","outcome":"delivered"}.`,
    },
    outcome: {
      type: 'oneOf',
      required: true,
      help: 'what became of it',
      values: outcomes,
      example: EffectOutcome.DELIVERED,
      missing: `\`outcome\` of resolveEffect must be one of ${outcomes.join(', ')}.`,
    },
    reason: { type: 'remark', help: 'why, for the record' },
  } as const satisfies Fields;
}

/** What only letters to debtors have beside. */
export const LETTER_FIELDS = {
  channel: {
    type: 'oneOf',
    help: 'the channel it is about; one that has left by another since is not meant',
    values: LEVEL_CHANNELS,
  },
  on: { type: 'day', help: 'the day it happened; today when left out' },
} as const satisfies Fields;
