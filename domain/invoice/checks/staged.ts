import type { Judged } from '../../kernel/check.ts';

/** What a creditor has staged and nobody has taken in yet. */
export interface StagedRows {
  readonly batches: number;
  readonly rows: number;
}

/** The rule that stands before all others: nothing is decided while something told before is not taken in. */
export const STAGED_TAKEN_IN = 'STAGED_TAKEN_IN';

/** Whether all that was told is taken in: the first rule of "why not?", of invoices and cases alike. */
export function stagedTakenIn({ batches, rows }: StagedRows): Judged<typeof STAGED_TAKEN_IN> {
  const passes = batches === 0;
  const says = passes
    ? 'All that was staged is taken in.'
    : `Staged and not taken in yet: ${batches} ${batches === 1 ? 'batch' : 'batches'} with ${rows} rows. They are taken in first, and then it is decided.`;
  return { rule: STAGED_TAKEN_IN, passes, says };
}
