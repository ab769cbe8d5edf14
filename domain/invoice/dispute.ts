/** Where a disputed part stands. */
export const DisputeStatus = {
  OPEN: 'OPEN',
  /** Resolved for the debtor: the part is left out until it is credited. */
  CONCEDED: 'CONCEDED',
  /** Resolved for the creditor, or credited. */
  ENDED: 'ENDED',
} as const;
export type DisputeStatus = (typeof DisputeStatus)[keyof typeof DisputeStatus];

/** A part of an invoice that its debtor disputes. */
export interface Dispute {
  readonly id: number;
  /** Minor units. */
  readonly amount: number;
  readonly status: DisputeStatus;
  /** What was credited, waived or written off of the invoice when it was conceded. */
  readonly forgivenBefore: number | null;
}
