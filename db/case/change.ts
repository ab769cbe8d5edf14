import type { CaseRecord } from '../../domain/case/facts.ts';
import type { CaseDecisionPlan } from '../../domain/case/plan.ts';
import type { OpenAmount } from '../../domain/kernel/balance.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { CaseRow } from '../tables/cases.ts';

/** Everything about a case that decisions change. */
export interface CaseChange {
  readonly record: CaseRecord;
  readonly plan: CaseDecisionPlan;
  readonly decidedAt: Instant;
  readonly held: boolean;
  readonly open: OpenAmount;
  readonly collected: number;
  readonly surplus: number;
  readonly configuration: string | null;
  readonly configurationVersion: number | null;
}

/** The columns that a change writes. */
export const CASE_CHANGED = [
  'state',
  'outcome',
  'deactivatedAt',
  'deactivationAsked',
  'withdrawalAsked',
  'amount',
  'publishedAt',
  'stepsTakenAt',
  'preparedAt',
  'reviewStartedAt',
  'reviewedAt',
  'reviewer',
  'processingStartedAt',
  'processingTimeoutOn',
  'closedAt',
  'failedAt',
  'failureCategory',
  'failureReason',
  'principalPaidOn',
  'askedAt',
  'askFailures',
  'reportRevision',
  'configuration',
  'configurationVersion',
  'nextStep',
  'nextAt',
  'because',
  'decidedAt',
  'held',
  'openPrincipal',
  'openFees',
  'openInterest',
  'openCosts',
  'collected',
  'surplus',
] as const satisfies readonly (keyof CaseRow)[];

export type SavedCaseColumns = Pick<CaseRow, 'id' | (typeof CASE_CHANGED)[number]>;

/** The columns of a change by their names. */
export function columnsOfCaseChange(id: number, change: CaseChange): SavedCaseColumns {
  const { record, plan, open } = change;
  return {
    id,
    ...record,
    configuration: change.configuration,
    configurationVersion: change.configurationVersion,
    nextStep: plan.step,
    nextAt: plan.at,
    because: plan.because,
    decidedAt: change.decidedAt,
    held: change.held,
    openPrincipal: open.principal,
    openFees: open.fees,
    openInterest: open.interest,
    openCosts: open.costs,
    collected: change.collected,
    surplus: change.surplus,
  };
}
