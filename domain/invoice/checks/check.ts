import type { HoldWords } from '../../kernel/hold-words.ts';
import { formatAmount } from '../../kernel/money.ts';
import type { InvoiceSituation } from '../situation.ts';

/** The rules that stand before the next letter, listing or transfer. */
export const Rule = {
  PATH_GOES_ON: 'PATH_GOES_ON',
  NOT_AFTER_CASE: 'NOT_AFTER_CASE',
  NOTHING_UNDER_WAY: 'NOTHING_UNDER_WAY',
  SOMETHING_OPEN: 'SOMETHING_OPEN',
  MINIMUM_AMOUNT: 'MINIMUM_AMOUNT',
  PRINCIPAL_OPEN: 'PRINCIPAL_OPEN',
  DUE_DATE: 'DUE_DATE',
  NOT_HELD: 'NOT_HELD',
  CUSTOMER_ACCEPTS: 'CUSTOMER_ACCEPTS',
  CUSTOMER_ACTIVE: 'CUSTOMER_ACTIVE',
  NO_DIRECT_DEBIT: 'NO_DIRECT_DEBIT',
  LEDGER_FRESH: 'LEDGER_FRESH',
  CREDIT_MATCHED: 'CREDIT_MATCHED',
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

/** One rule as it stands for an invoice now. */
export interface Check {
  readonly rule: Rule;
  readonly passes: boolean;
  /** One sentence with the dates and amounts it was judged by. */
  readonly says: string;
}

export interface ToExplain extends InvoiceSituation {
  readonly holdWords: HoldWords;
}

/** A rule that passes with one sentence and fails with another. */
export function check(rule: Rule, passes: boolean, ifPassed: string, ifFailed: string): Check {
  return { rule, passes, says: passes ? ifPassed : ifFailed };
}

export function money(minor: number, { facts }: ToExplain): string {
  return `${formatAmount(minor, facts.currency)} ${facts.currency}`;
}

export function days(n: number): string {
  return n === 1 ? '1 day' : `${n} days`;
}
