import { Step } from '../domain/plan.ts';
import type { InvoicePlan } from './invoice.ts';

/**
 * Search attributes of invoice and case workflows, by Temporal's type names. Keyword slots are scarce (10 on SQLite);
 * none ever holds personal data.
 */
export const SearchAttribute = {
  DunwellCreditor: 'KEYWORD',
  DunwellStage: 'KEYWORD',
  DunwellMode: 'KEYWORD',
  /** What a person has to look at; unset when nothing. */
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
    DunwellCreditor: creditor,
    DunwellStage: plan.stage,
    DunwellMode: String(plan.mode),
    DunwellNeeds: plan.attention,
    DunwellNextAt: plan.at === null || plan.step === Step.END ? null : new Date(plan.at),
    DunwellHeld: plan.held,
    DunwellApproved: plan.approved,
  };
}
