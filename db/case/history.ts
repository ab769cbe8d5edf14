import { asc, eq } from 'drizzle-orm';
import type { EffectRow } from '../effects/effects.ts';
import { named } from '../named.ts';
import { caseCharges, caseReceipts } from '../tables/cases.ts';
import { EFFECT, effects } from '../tables/effects.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { type CaseDocument, documentsOf } from './documents.ts';
import type { CaseChargeRow, CaseReceiptRow } from './money.ts';

const caseId = named('caseId');

const statements = preparedStatements(({ orm }) => ({
  receipts: orm
    .select()
    .from(caseReceipts)
    .where(eq(caseReceipts.caseId, caseId))
    .orderBy(asc(caseReceipts.id))
    .prepare(),
  charges: orm
    .select()
    .from(caseCharges)
    .where(eq(caseCharges.caseId, caseId))
    .orderBy(asc(caseCharges.id))
    .prepare(),
  effects: orm
    .select(EFFECT)
    .from(effects)
    .where(eq(effects.caseId, caseId))
    .orderBy(asc(effects.plannedAt), asc(effects.id))
    .prepare(),
}));

/** What of a case is listed by `case show` and its timeline. */
export interface CaseLists {
  readonly receipts: readonly CaseReceiptRow[];
  readonly charges: readonly CaseChargeRow[];
  /** Orders and instructions. */
  readonly effects: readonly EffectRow[];
  readonly documents: readonly CaseDocument[];
}

/** Receipts, charges, orders and documents of a case, each in the order they came. */
export async function caseListsOf(tx: Tx, id: number): Promise<CaseLists> {
  const { receipts, charges, effects } = statements(tx);
  const of = { caseId: id };
  return {
    receipts: await receipts.all(of),
    charges: await charges.all(of),
    effects: await effects.all(of),
    documents: await documentsOf(tx, id),
  };
}
