import type { CreditorRow } from '../../db/creditor/creditors.ts';
import { bankStatementsUntilBreak } from '../../db/intake/bank-statements.ts';
import type { Tx } from '../../db/tx.ts';
import { compareStatements, completeThrough } from '../../domain/intake/bank-continuity.ts';
import type { Day } from '../../domain/kernel/day.ts';

/**
 * The last day that the statements of every account of the creditor tell of without a gap; undefined when there is
 * none, or when an account has no statement.
 */
export async function gatherCompleteThrough(
  tx: Tx,
  { creditor, bankAccounts }: Pick<CreditorRow, 'creditor' | 'bankAccounts'>,
): Promise<Day | undefined> {
  let through: Day | undefined;
  for (const account of bankAccounts) {
    const statements = await bankStatementsUntilBreak(tx, { creditor, account });
    const day = completeThrough(statements.toSorted(compareStatements));
    if (day === undefined) return undefined;
    through = through === undefined ? day : Math.min(through, day);
  }
  return through;
}
