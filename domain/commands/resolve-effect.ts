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

/** Reads a `resolveEffect` message; never throws, whatever it is given. */
export function parseResolveEffect(
  message: unknown,
  commandId: string,
): { readonly command: ResolveEffect } | { readonly problem: string } {
  const example = '{"by":"anna","key":"invoice/acme/1001/1/level/notice","outcome":"delivered"}';
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    return { problem: `resolveEffect takes one JSON object, e.g. ${example}.` };
  }
  const known = ['by', 'commandId', 'key', 'outcome', 'reason'];
  const unknown = Object.keys(message).find((field) => !known.includes(field));
  if (unknown !== undefined)
    return { problem: `resolveEffect knows no field \`${unknown}\`: it takes ${known.join(', ')}.` };
  const fields = message as Record<string, unknown>;
  const { by, key } = fields;
  if (typeof by !== 'string' || by === '') return { problem: `resolveEffect needs \`by\`, e.g. ${example}.` };
  if (typeof key !== 'string' || key === '')
    return { problem: `resolveEffect needs \`key\`, e.g. ${example}.` };
  const outcome = Object.values(EffectOutcome).find((candidate) => candidate === fields.outcome);
  if (outcome === undefined) {
    return { problem: `\`outcome\` must be one of ${Object.values(EffectOutcome).join(', ')}.` };
  }
  const id = typeof fields.commandId === 'string' && fields.commandId !== '' ? fields.commandId : commandId;
  return { command: { by, key, outcome, commandId: id } };
}
