import { CaseStep } from '../domain/case/plan.ts';
import { Step } from '../domain/invoice/plan.ts';
import { needsInShort, type TaskKind } from '../domain/tasks/task.ts';
import type { ActorPlan } from './actor.ts';
import type { CasePlan } from './case.ts';
import type { InvoicePlan } from './invoice.ts';

/**
 * Search attributes of invoice and case workflows, by Temporal's type names. Keyword slots are scarce (10 on SQLite);
 * none ever holds personal data.
 */
export const SearchAttribute = {
  DunwellCreditor: 'KEYWORD',
  DunwellStage: 'KEYWORD',
  DunwellMode: 'KEYWORD',
  /** What a person has to look at, and how many things beside it: `SURPLUS +1`; unset when nothing. */
  DunwellNeeds: 'KEYWORD',
  /** When something happens by itself next; unset when nothing is planned. */
  DunwellNextAt: 'DATETIME',
  DunwellHeld: 'BOOL',
  DunwellApproved: 'BOOL',
} as const;
export type SearchAttributeName = keyof typeof SearchAttribute;

export type SearchAttributeValues = {
  readonly [Name in SearchAttributeName]: (typeof SearchAttribute)[Name] extends 'BOOL'
    ? boolean | null
    : (typeof SearchAttribute)[Name] extends 'DATETIME'
      ? Date | null
      : string | null;
};

/** What an operator can filter invoice workflows by. */
export function searchAttributesOf(creditor: string, plan: InvoicePlan): SearchAttributeValues {
  return {
    ...commonValues(creditor, plan, plan.step === Step.END),
    DunwellStage: plan.stage,
    DunwellMode: String(plan.mode),
    DunwellApproved: plan.approved,
  };
}

/** What an operator can filter case workflows by: the state stands where an invoice has its stage. */
export function caseSearchAttributesOf(creditor: string, plan: CasePlan): SearchAttributeValues {
  return {
    ...commonValues(creditor, plan, plan.step === CaseStep.END),
    DunwellStage: plan.state,
    DunwellMode: null,
    DunwellApproved: null,
  };
}

function commonValues(
  creditor: string,
  { attention, openTasks = 1, at, held }: ActorPlan,
  hasEnded: boolean,
) {
  return {
    DunwellCreditor: creditor,
    DunwellNeeds: needsInShort({ attention: attention as TaskKind | null, openTasks }),
    DunwellNextAt: at === null || hasEnded ? null : new Date(at),
    DunwellHeld: held,
  };
}
