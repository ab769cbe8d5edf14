import { RowKind } from '../../contracts/intake.ts';
import type { BatchRow, IntakeRow } from '../../db/intake/intake.ts';
import type { Staged } from '../../intake/stage-files.ts';
import { count } from '../../read/kit/format.ts';

/** What a call that takes files in came to, as far as it is known. */
export interface IntakeOutcome {
  readonly staged: Staged;
  /** Null when it was not given to a worker. */
  readonly batch: BatchRow | null;
  /** Rows that the database did not take. */
  readonly refused: readonly IntakeRow[];
  /** The file of payments, or of what moved at the bank. */
  readonly payments: string | undefined;
  readonly partial: boolean;
}

/** Why the call fails in the end, and what to do; null when it does not. Good rows stay taken in all the same. */
export function whyItFails(outcome: IntakeOutcome): string | null {
  const { batch } = outcome;
  if (batch?.setAsideAt !== undefined && batch.setAsideAt !== null) {
    return `The rest could not be taken in (${batch.lastError ?? 'no word of it'}): mend the cause, then take the same file in again; it goes on where it stopped.`;
  }
  return [whyIncomplete(outcome), whyNothing(outcome)].find((says) => says !== null) ?? null;
}

const OF_PAYMENTS: readonly string[] = [RowKind.PAYMENT, RowKind.BANK_ENTRY];

/** Why the ledger does not count as complete with these payments; null when it does, or there are none. */
export function whyIncomplete({ staged, refused, payments, partial }: IntakeOutcome): string | null {
  if (payments === undefined) return null;
  const ofPayments = staged.problems.filter(({ file, isBad }) => file === payments && isBad);
  if (ofPayments.some(({ refusesFile }) => refusesFile)) {
    return `The ledger does not count as complete, as ${payments} cannot be read: mend what is said above, then take it in again.`;
  }
  const bad = ofPayments.length + refused.filter(({ kind }) => OF_PAYMENTS.includes(kind)).length;
  if (bad === 0 || partial) return null;
  return `The ledger does not count as complete, as ${count(bad, 'row')} of the payments ${bad === 1 ? 'was' : 'were'} refused: mend and take the file in again, or say with --partial that it counts without them.`;
}

function whyNothing({ staged, batch, refused }: IntakeOutcome): string | null {
  const unreadable = staged.problems.filter(({ isBad }) => isBad).length;
  const good = batch === null ? staged.rows : staged.rows - refused.length;
  if (good > 0 || unreadable + refused.length === 0) return null;
  return 'Nothing was taken, as every row was refused.';
}
