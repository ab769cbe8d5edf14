import type { Instant } from '../kernel/day.ts';

/** What can happen next to an invoice. Each step but `end` is an activity of the same name. */
export const Step = {
  SEND_REMINDER: 'sendReminder',
  SEND_NOTICE: 'sendNotice',
  LIST_FOR_COLLECTION: 'listForCollection',
  TRANSFER_TO_COLLECTION: 'transferToCollection',
  CLOSE_EXPIRED: 'closeExpired',
  /** The mail before an instalment of a payment plan. */
  REMIND_OF_INSTALMENT: 'remindOfInstalment',
  /** Another attempt at an effect that its gateway has not taken yet. */
  HAND_OVER: 'handOver',
  /** Tell the operator that a claim needs a look: a missed run, a closing in seven days. */
  REVIEW: 'review',
  /** Nothing to do but to look again then. */
  WAIT: 'wait',
  END: 'end',
} as const;
export type Step = (typeof Step)[keyof typeof Step];

/** Why the step is what it is; the sentence for people is made by the checks. */
export const Because = {
  LEVEL_DUE: 'LEVEL_DUE',
  NOTICE_EXPIRES: 'NOTICE_EXPIRES',
  TRANSFER_RUN: 'TRANSFER_RUN',
  SIXTY_DAYS: 'SIXTY_DAYS',
  CLOSES_SOON: 'CLOSES_SOON',
  RUN_MISSED: 'RUN_MISSED',
  EFFECT_PENDING: 'EFFECT_PENDING',
  BOOKING_AHEAD: 'BOOKING_AHEAD',
  HOLD_CHANGES: 'HOLD_CHANGES',
  INSTALMENT_AHEAD: 'INSTALMENT_AHEAD',
  /** A payment plan or a promise is kept or broken by then. */
  AGREEMENT_JUDGED: 'AGREEMENT_JUDGED',
  /** What is left of a claim is waived or written off on that day. */
  SETTLES_LATER: 'SETTLES_LATER',
  /** Rehearsal: the next event of the script. */
  SCRIPT: 'SCRIPT',
  LEDGER_STALE: 'LEDGER_STALE',
  UNMATCHED_CREDIT: 'UNMATCHED_CREDIT',
  /** No table says what interest, a fee or costs come to on that day. */
  CHARGES_UNKNOWN: 'CHARGES_UNKNOWN',
  /** Something staged before is not taken in yet: nothing is decided without it. */
  STAGED_FIRST: 'STAGED_FIRST',
  HELD: 'HELD',
  NO_DUE_DATE: 'NO_DUE_DATE',
  BELOW_MINIMUM: 'BELOW_MINIMUM',
  ONLY_COSTS_OPEN: 'ONLY_COSTS_OPEN',
  CUSTOMER_OPTED_OUT: 'CUSTOMER_OPTED_OUT',
  CUSTOMER_ARCHIVED: 'CUSTOMER_ARCHIVED',
  DIRECT_DEBIT: 'DIRECT_DEBIT',
  DISPUTED: 'DISPUTED',
  AWAITS_APPROVAL: 'AWAITS_APPROVAL',
  /** Its case ended: only another case acts on it. */
  CASE_ENDED: 'CASE_ENDED',
  NO_LEVEL_LEFT: 'NO_LEVEL_LEFT',
  NEEDS_ATTENTION: 'NEEDS_ATTENTION',
  ENDED: 'ENDED',
} as const;
export type Because = (typeof Because)[keyof typeof Because];

/** What may keep a letter or transfer back whose moment has come: when it ends, what waits for that decides again. */
export const OBSTACLES = [
  Because.LEDGER_STALE,
  Because.UNMATCHED_CREDIT,
  Because.CHARGES_UNKNOWN,
  Because.DIRECT_DEBIT,
  Because.CUSTOMER_OPTED_OUT,
  Because.CUSTOMER_ARCHIVED,
  Because.BELOW_MINIMUM,
] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/** What happens next to an invoice, when, and why. `at` null: nothing by itself, only a message or a booking. */
export interface Plan {
  readonly step: Step;
  readonly at: Instant | null;
  readonly because: Because;
}
