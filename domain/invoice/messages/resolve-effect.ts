import { Fields, type Parsed, Problem, parsed } from '../../kernel/fields.ts';

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

export interface ResolveEffect {
  readonly by: string;
  readonly commandId: string;
  readonly key: string;
  readonly outcome: EffectOutcome;
}

const EXAMPLE = '"by":"anna","key":"invoice/acme/1001/1/level/notice","outcome":"delivered"';

/** Reads a `resolveEffect` message; never throws, whatever it is given. */
export function parseResolveEffect(message: unknown, commandId: string): Parsed<ResolveEffect> {
  return parsed(() => {
    const fields = new Fields('resolveEffect', message, ['key', 'outcome', 'reason']);
    const from = fields.from(commandId);
    const key = fields.required('key', EXAMPLE);
    const outcome = fields.oneOf('outcome', Object.values(EffectOutcome));
    if (outcome === null) {
      throw new Problem(
        `\`outcome\` of resolveEffect must be one of ${Object.values(EffectOutcome).join(', ')}.`,
      );
    }
    return { ...from, key, outcome };
  });
}
