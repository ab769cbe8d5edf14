import type { Day } from '../../kernel/day.ts';

/** Money that was told, as the matching rules look at it. */
export interface MoneyIn {
  /** What of it waits, in minor units. */
  readonly amount: number;
  readonly currency: string;
  /** The invoice as it was named; empty when none was. */
  readonly invoiceNumber: string;
  /** Structured references whose check digits are right, as they are compared. */
  readonly references: readonly string[];
  readonly text: string;
}

/** An invoice that the money may be for. */
export interface Candidate {
  readonly number: string;
  readonly numberKey: string;
  readonly referenceKey: string | null;
  readonly customer: string;
  readonly currency: string;
  /** What is open on it as of the deciding day; 0 when it is settled. */
  readonly open: number;
  readonly dueOn: Day | null;
}

/** What the database has that may fit. */
export interface Candidates {
  /** Invoices whose number or reference the money names, in whatever way it is written. */
  readonly named: readonly Candidate[];
  /** Customers that it may be from, each with its open invoices, oldest first. */
  readonly payers: readonly Payer[];
}

export interface Payer {
  readonly customer: string;
  /** Known by the account that it paid from before. */
  readonly byAccount: boolean;
  readonly open: readonly Candidate[];
}

/** A part of the money on one invoice. */
export interface MatchPart {
  readonly number: string;
  readonly amount: number;
}
