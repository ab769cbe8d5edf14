import type { Check } from '../../kernel/check.ts';
import type { CaseBecause } from '../plan.ts';
import type { CaseSituation } from '../situation.ts';

/** The rules that stand between a case and its money. */
export const CaseRule = {
  GOES_ON: 'GOES_ON',
  NOT_HELD: 'NOT_HELD',
  SOMETHING_OPEN: 'SOMETHING_OPEN',
  NOBODY_NEEDED: 'NOBODY_NEEDED',
  DUE_DATE_PASSED: 'DUE_DATE_PASSED',
  PREPARED: 'PREPARED',
  CONFIGURATION: 'CONFIGURATION',
  REVIEWED: 'REVIEWED',
  NOT_WITHDRAWN: 'NOT_WITHDRAWN',
  ORDERED: 'ORDERED',
  ACCEPTED: 'ACCEPTED',
  REPORTS_READ: 'REPORTS_READ',
  COLLECTOR_TOLD: 'COLLECTOR_TOLD',
  NOT_TIMED_OUT: 'NOT_TIMED_OUT',
  PRINCIPAL_OPEN: 'PRINCIPAL_OPEN',
} as const;
export type CaseRule = (typeof CaseRule)[keyof typeof CaseRule];

export type CaseCheck = Check<CaseSituation, CaseRule, CaseBecause>;
