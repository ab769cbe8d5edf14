import type { Policy } from '../../invoice/policy.ts';
import type { Day } from '../../kernel/day.ts';
import type { ChargeRules } from '../charge-rules.ts';

/** Something about the charges of a policy, at its place in `ChargeRules`. */
export interface ChargeProblem {
  readonly path: readonly string[];
  readonly reason: string;
}

export interface ChargeProblems {
  /** What the law forbids, or what cannot be reckoned: the policy is not published. */
  readonly refused: readonly ChargeProblem[];
  /** What nobody held against a law, or what the law asks beside: said, and published. */
  readonly notes: readonly ChargeProblem[];
}

/** What is held against the law: the levels with their charges, whose they are, and the day of publishing. */
export interface ChargePolicy {
  readonly levels: Policy['levels'];
  readonly charges: ChargeRules;
  readonly country: string;
  readonly currency: string;
  readonly on: Day;
}

/** Collects problems, each said once. */
export class Found {
  readonly refused: ChargeProblem[] = [];
  readonly notes: ChargeProblem[] = [];

  refuse(path: readonly string[], reason: string): void {
    this.refused.push({ path, reason });
  }

  note(path: readonly string[], reason: string): void {
    if (!this.notes.some((note) => note.reason === reason)) this.notes.push({ path, reason });
  }
}
