/** Where a debt collection case stands. */
export const CaseState = {
  /** Being written; every case leaves it in the transaction that makes it. */
  CREATE: 'CREATE',
  /** Open to changes and documents, until somebody says that it is prepared. */
  PREPARING: 'PREPARING',
  /** A person looks at it before a collector gets it. */
  REVIEWING: 'REVIEWING',
  /** Frozen; on its way to the collector. */
  PENDING: 'PENDING',
  /** The collector has accepted it and tries to collect the money. */
  PROCESSING: 'PROCESSING',
  /** Over; the outcome says how. No further money can be collected on it. */
  CLOSED: 'CLOSED',
  /** Over for a technical cause; the failure says which. */
  FAILED: 'FAILED',
} as const;
export type CaseState = (typeof CaseState)[keyof typeof CaseState];

/** How a CLOSED case ended. */
export const CaseOutcome = {
  COLLECTED: 'COLLECTED',
  PARTLY_COLLECTED: 'PARTLY_COLLECTED',
  UNCOLLECTED: 'UNCOLLECTED',
  WITHDRAWN: 'WITHDRAWN',
  WAIVED: 'WAIVED',
  TIMED_OUT: 'TIMED_OUT',
} as const;
export type CaseOutcome = (typeof CaseOutcome)[keyof typeof CaseOutcome];

/** Whether a case is meant for the collector's test or real service. */
export const CaseEnvironment = { TEST: 'TEST', PRODUCTION: 'PRODUCTION' } as const;
export type CaseEnvironment = (typeof CaseEnvironment)[keyof typeof CaseEnvironment];

/** Where a case comes from. */
export const CaseSource = {
  /** An invoice that dunning could not recover. */
  TRANSFER: 'transfer',
  CHARGEBACK: 'chargeback',
  /** A refund that the client initiated, taken back after payment. */
  REFUND: 'refund',
  /** An operator started it for invoices. */
  HAND: 'hand',
  /** Another service created it, with or without invoices here. */
  SERVICE: 'service',
} as const;
export type CaseSource = (typeof CaseSource)[keyof typeof CaseSource];

/** Why a case FAILED, or why its next attempt is delayed. */
export const FailureCategory = {
  TEMPORARY_ISSUE: 'TEMPORARY_ISSUE',
  INTERNAL: 'INTERNAL',
  END_USER: 'END_USER',
  CONFIGURATION: 'CONFIGURATION',
  DEVELOPER: 'DEVELOPER',
} as const;
export type FailureCategory = (typeof FailureCategory)[keyof typeof FailureCategory];

const ENDED: readonly CaseState[] = [CaseState.CLOSED, CaseState.FAILED];

/** True when the case has run its course: nothing is ordered or collected any more. */
export function hasCaseEnded(state: CaseState): boolean {
  return ENDED.includes(state);
}

const FROZEN: readonly CaseState[] = [
  CaseState.PENDING,
  CaseState.PROCESSING,
  CaseState.CLOSED,
  CaseState.FAILED,
];

/** True from PENDING on: line items and amount no longer change. */
export function isFrozen(state: CaseState): boolean {
  return FROZEN.includes(state);
}
