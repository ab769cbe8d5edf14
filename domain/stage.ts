/** Where an invoice stands on its way from the first reminder to debt collection. */
export const Stage = {
  /** Taken in; no level delivered yet. */
  OPEN: 'OPEN',
  /** At least one reminder was delivered. */
  REMINDED: 'REMINDED',
  /** The debt collection notice was delivered: the invoice is now a claim. */
  NOTICED: 'NOTICED',
  /** The notice expired unpaid and the claim stands on the debt collection list (modes 20 and 30). */
  LISTED: 'LISTED',
  /** Handed to debt collection; the case goes on from here. */
  TRANSFERRED: 'TRANSFERRED',
  /** Every component was paid or waived. A reversal takes it back. */
  PAID: 'PAID',
  /** Ended without payment; see the close reason. */
  CLOSED: 'CLOSED',
} as const;
export type Stage = (typeof Stage)[keyof typeof Stage];

/** Why an invoice is CLOSED. */
export const CloseReason = {
  /** More than 60 days paused or on the debt collection list. */
  EXPIRED_60_DAYS: 'EXPIRED_60_DAYS',
  OPERATOR: 'OPERATOR',
  CREDITED: 'CREDITED',
  WRITTEN_OFF: 'WRITTEN_OFF',
} as const;
export type CloseReason = (typeof CloseReason)[keyof typeof CloseReason];

/** What a person has to look at. */
export const Attention = {
  /** Mode 10: at the transfer run only costs were open, or less than the minimum. */
  ONLY_COSTS_OR_BELOW_MINIMUM: 'ONLY_COSTS_OR_BELOW_MINIMUM',
  /** The claim will be closed in seven days unless someone acts. */
  CLOSES_SOON: 'CLOSES_SOON',
  /** A gateway may or may not have taken the effect; it is never sent a second time by itself. */
  EFFECT_UNCERTAIN: 'EFFECT_UNCERTAIN',
  /** A letter came back and there is no other channel. */
  EFFECT_BOUNCED: 'EFFECT_BOUNCED',
  /** A gateway refused the effect for good. */
  EFFECT_FAILED: 'EFFECT_FAILED',
  /** An activity failed for good or the plan did not move on: the workflow waits for a message. */
  STUCK: 'STUCK',
  /** Someone pressed Cancel; closing needs a reason. */
  CANCEL_REQUESTED: 'CANCEL_REQUESTED',
} as const;
export type Attention = (typeof Attention)[keyof typeof Attention];

const ENDED: readonly Stage[] = [Stage.TRANSFERRED, Stage.PAID, Stage.CLOSED];

/** True when no level, listing or transfer follows by itself. */
export function hasEnded(stage: Stage): boolean {
  return ENDED.includes(stage);
}

/** True for a claim: the notice was delivered and the path goes on. */
export function isClaim(stage: Stage): boolean {
  return stage === Stage.NOTICED || stage === Stage.LISTED;
}
