import type { Instant } from '../kernel/day.ts';

/** What can happen next to a case. Each step but `endCase` is an activity of the same name. */
export const CaseStep = {
  /** The system prepares the cases that it opened itself. */
  PREPARE: 'prepareCase',
  /** The order to the collector. */
  ORDER: 'orderCollection',
  /** Another attempt at an order or an instruction that the collector has not taken yet. */
  HAND_OVER: 'handOverInstruction',
  /** Bookings that the collector must know of. */
  TELL: 'tellCollector',
  /** Reads what the collector says: its reports, and its state when they are due. */
  ASK: 'askCollector',
  /** Closes a case whose principal is paid, waiving what is left where the creditor wants it. */
  COMPLETE: 'completeCase',
  TIME_OUT: 'timeOutCase',
  /** Rehearsal: the next event of the script. */
  SCRIPT: 'followScript',
  WAIT: 'waitForCase',
  END: 'endCase',
} as const;
export type CaseStep = (typeof CaseStep)[keyof typeof CaseStep];

/** Why the step is what it is. */
export const CaseBecause = {
  OPENED_BY_SYSTEM: 'OPENED_BY_SYSTEM',
  AWAITS_PREPARATION: 'AWAITS_PREPARATION',
  NOT_OVERDUE: 'NOT_OVERDUE',
  NO_CONFIGURATION: 'NO_CONFIGURATION',
  AWAITS_REVIEW: 'AWAITS_REVIEW',
  ORDER_DUE: 'ORDER_DUE',
  INSTRUCTION_PENDING: 'INSTRUCTION_PENDING',
  BOOKING_TO_TELL: 'BOOKING_TO_TELL',
  REPORT_TO_READ: 'REPORT_TO_READ',
  AWAITS_COLLECTOR: 'AWAITS_COLLECTOR',
  COLLECTING: 'COLLECTING',
  PRINCIPAL_PAID: 'PRINCIPAL_PAID',
  NOTHING_OPEN: 'NOTHING_OPEN',
  TIMEOUT: 'TIMEOUT',
  AWAITS_WITHDRAWAL: 'AWAITS_WITHDRAWAL',
  BOOKING_AHEAD: 'BOOKING_AHEAD',
  /** Something staged before is not taken in yet: nothing is decided without it. */
  STAGED_FIRST: 'STAGED_FIRST',
  HELD: 'HELD',
  HOLD_CHANGES: 'HOLD_CHANGES',
  SCRIPT: 'SCRIPT',
  NEEDS_ATTENTION: 'NEEDS_ATTENTION',
  ENDED: 'ENDED',
} as const;
export type CaseBecause = (typeof CaseBecause)[keyof typeof CaseBecause];

/** What happens next to a case, when, and why. `at` null: nothing by itself, only a message, booking or report. */
export interface CaseDecisionPlan {
  readonly step: CaseStep;
  readonly at: Instant | null;
  readonly because: CaseBecause;
}
