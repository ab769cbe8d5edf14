/** How a creditor wants its cases to go; part of the published policy. */
export interface CaseSettings {
  /** What follows when the principal of a case is paid: it pauses for a person, or completes by itself. */
  readonly onPrincipalPaid: 'pause' | 'complete';
  /** Completing waits this many days, then waives costs, interest and fees; without it they stay open. */
  readonly waiveCostsAfterDays?: number;
  /** Days in PROCESSING after which a case is closed. */
  readonly processingTimeoutDays: number;
  /** Bytes of the largest document. */
  readonly largestDocument: number;
}

export const DEFAULT_CASE_SETTINGS: CaseSettings = {
  onPrincipalPaid: 'pause',
  processingTimeoutDays: 365,
  largestDocument: 10 * 1024 * 1024,
};
