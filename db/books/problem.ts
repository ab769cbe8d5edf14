export interface BookProblem {
  readonly creditor: string;
  readonly number: string;
  readonly problem: string;
}

/** What is wrong with one row; nothing when it is in order. */
export interface CheckedRow {
  readonly id: number;
  readonly problems: readonly BookProblem[];
}
