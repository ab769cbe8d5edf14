import type { Check, Checklist } from '../../kernel/check.ts';
import type { Instant } from '../../kernel/day.ts';
import type { Because, Plan } from '../plan.ts';
import type { InvoiceSituation } from '../situation.ts';

/** The rules that stand before the next letter, listing or transfer. */
export const Rule = {
  PATH_GOES_ON: 'PATH_GOES_ON',
  NOT_AFTER_CASE: 'NOT_AFTER_CASE',
  NOTHING_UNDER_WAY: 'NOTHING_UNDER_WAY',
  SOMETHING_OPEN: 'SOMETHING_OPEN',
  MINIMUM_AMOUNT: 'MINIMUM_AMOUNT',
  PRINCIPAL_OPEN: 'PRINCIPAL_OPEN',
  UNDISPUTED: 'UNDISPUTED',
  DUE_DATE: 'DUE_DATE',
  NOT_HELD: 'NOT_HELD',
  CUSTOMER_ACCEPTS: 'CUSTOMER_ACCEPTS',
  CUSTOMER_ACTIVE: 'CUSTOMER_ACTIVE',
  NO_DIRECT_DEBIT: 'NO_DIRECT_DEBIT',
  LEDGER_FRESH: 'LEDGER_FRESH',
  CREDIT_MATCHED: 'CREDIT_MATCHED',
  CHARGES_KNOWN: 'CHARGES_KNOWN',
  LEVEL_LEFT: 'LEVEL_LEFT',
  DAYS_AFTER_DUE: 'DAYS_AFTER_DUE',
  GAP: 'GAP',
  WORKING_DAY: 'WORKING_DAY',
  SENDING_WINDOW: 'SENDING_WINDOW',
  NOTICE_EXPIRED: 'NOTICE_EXPIRED',
  APPROVED: 'APPROVED',
  TRANSFER_RUN: 'TRANSFER_RUN',
  SIXTY_DAYS: 'SIXTY_DAYS',
} as const;
export type Rule = (typeof Rule)[keyof typeof Rule];

export type InvoiceCheck = Check<InvoiceSituation, Rule, Because>;

/** What is ahead of an invoice: the checks before its next step, and the step once they let it. */
export interface Ahead {
  readonly checks: Checklist<InvoiceSituation, Rule, Because>;
  /** True for what has a clock that closes it. */
  readonly isClaim: boolean;
  /** When it comes; `at` null while a pause without end keeps that moment from coming. */
  readonly step: (situation: InvoiceSituation) => Plan;
  /** When it is tried again, where something may put it off. */
  readonly nextTry?: (situation: InvoiceSituation) => Instant | null;
  /** What follows instead when a check stops it; by default nothing. */
  readonly instead?: (situation: InvoiceSituation, stoppedBy: Because) => Plan | null;
}
