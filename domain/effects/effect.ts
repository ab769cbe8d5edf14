/** What becomes of an effect: anything that leaves the system under its permanent key. */
export const EffectState = {
  PLANNED: 'planned',
  HANDING_OVER: 'handing over',
  HANDED_OVER: 'handed over',
  DELIVERED: 'delivered',
  FAILED: 'failed',
  BOUNCED: 'bounced',
  UNCERTAIN: 'uncertain',
  CANCELLED: 'cancelled',
} as const;
export type EffectState = (typeof EffectState)[keyof typeof EffectState];

export const EffectKind = {
  LEVEL: 'level',
  /** The order to a collector. */
  ORDER: 'order',
  /** A later instruction. */
  INSTRUCTION: 'instruction',
  /** A message to the operator, not to the debtor. */
  NOTIFICATION: 'notification',
  /** A report to a municipality; about a customer, not an invoice. */
  SIGNAL: 'signal',
} as const;
export type EffectKind = (typeof EffectKind)[keyof typeof EffectKind];
