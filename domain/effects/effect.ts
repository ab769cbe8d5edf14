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

const ON_ITS_WAY: readonly EffectState[] = [EffectState.PLANNED, EffectState.HANDING_OVER];

/** True until the other side has it. */
export function isOnItsWay(state: EffectState): boolean {
  return ON_ITS_WAY.includes(state);
}

const FOR_A_PERSON: readonly EffectState[] = [EffectState.UNCERTAIN, EffectState.FAILED, EffectState.BOUNCED];

/** True while a person has to say what became of it, or what is to become of it. */
export function needsAPerson(state: EffectState): boolean {
  return FOR_A_PERSON.includes(state);
}

export const EffectKind = {
  LEVEL: 'level',
  /** The mail before an instalment of a payment plan. */
  PLAN_MAIL: 'plan mail',
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
