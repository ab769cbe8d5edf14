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

const ENDED: readonly Stage[] = [Stage.TRANSFERRED, Stage.PAID, Stage.CLOSED];

/** True when no level, listing or transfer follows by itself. */
export function hasEnded(stage: Stage): boolean {
  return ENDED.includes(stage);
}

/** True for a claim: the notice was delivered and the path goes on. */
export function isClaim(stage: Stage): boolean {
  return stage === Stage.NOTICED || stage === Stage.LISTED;
}
