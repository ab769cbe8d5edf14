import type { CasePlan } from '../../contracts/case.ts';
import type { CaseRow } from '../../db/case/cases.ts';
import { eraseCase } from '../../db/case/deletion.ts';
import { eraseDocumentsOf } from '../../db/case/documents.ts';
import type { Tx } from '../../db/tx.ts';
import { CaseBecause, CaseStep } from '../../domain/case/plan.ts';
import type { Instant } from '../../domain/kernel/day.ts';

/** Erases a case with all it holds; its tombstone, its effects' keys and the ledger of its invoices stay. */
export async function deleteCaseRows(tx: Tx, row: CaseRow, by: string, asOf: Instant): Promise<void> {
  await eraseDocumentsOf(tx, row.id);
  await eraseCase(tx, row, { deletedAt: asOf, by });
}

/** What is left for the workflow of a deleted case: to end. */
export function planOfDeleted(row: CaseRow): CasePlan {
  return {
    step: CaseStep.END,
    at: null,
    because: CaseBecause.ENDED,
    state: row.state,
    held: false,
    attention: null,
    version: row.version + 1,
  };
}
