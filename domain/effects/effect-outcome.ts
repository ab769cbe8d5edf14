import type { Fields } from '../kernel/fields.ts';

/** What a person found out about an effect. */
export const EffectOutcome = {
  /** It arrived: the path goes on as if the gateway had said so. */
  DELIVERED: 'delivered',
  /** It never left: it is tried again under the same key. */
  NOT_DELIVERED: 'notDelivered',
  /** It came back after it had counted as delivered. */
  BOUNCED: 'bounced',
} as const;
export type EffectOutcome = (typeof EffectOutcome)[keyof typeof EffectOutcome];

const OUTCOMES = Object.values(EffectOutcome);

/** The fields of `resolveEffect`, with a key as an example. */
export function resolvingFields(key: string) {
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
      values: OUTCOMES,
      example: EffectOutcome.DELIVERED,
      missing: `\`outcome\` of resolveEffect must be one of ${OUTCOMES.join(', ')}.`,
    },
    reason: { type: 'remark', help: 'why, for the record' },
  } as const satisfies Fields;
}
