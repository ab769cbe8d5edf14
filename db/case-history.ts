import { asc, eq, sql } from 'drizzle-orm';
import type { EffectRow } from './effects.ts';
import { effects } from './schema.ts';
import { caseCharges, caseDocuments, caseReceipts, documentContents } from './schema-cases.ts';
import { family, type Tx } from './tx.ts';

export type CaseReceiptRow = Readonly<typeof caseReceipts.$inferSelect>;
export type CaseChargeRow = Readonly<typeof caseCharges.$inferSelect>;

/** A document of a case, without its content. */
export interface ListedDocument {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly hash: string;
  /** The letter it is a copy of; null for what a person attached. */
  readonly effectKey: string | null;
  readonly attachedAt: number;
  readonly by: string;
}

const caseId = sql.placeholder('caseId');

const statements = family((orm) => ({
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
    .select()
    .from(effects)
    .where(eq(effects.caseId, caseId))
    .orderBy(asc(effects.plannedAt), asc(effects.key))
    .prepare(),
  documents: orm
    .select({
      name: caseDocuments.name,
      type: documentContents.type,
      size: documentContents.size,
      hash: caseDocuments.hash,
      effectKey: caseDocuments.effectKey,
      attachedAt: caseDocuments.attachedAt,
      by: caseDocuments.by,
    })
    .from(caseDocuments)
    .innerJoin(documentContents, eq(documentContents.hash, caseDocuments.hash))
    .where(eq(caseDocuments.caseId, caseId))
    .orderBy(asc(caseDocuments.id))
    .prepare(),
}));

/** What of a case is listed by `case show` and its timeline. */
export interface CaseLists {
  readonly receipts: readonly CaseReceiptRow[];
  readonly charges: readonly CaseChargeRow[];
  /** Orders and words to the collector. */
  readonly effects: readonly EffectRow[];
  readonly documents: readonly ListedDocument[];
}

/** Receipts, charges, orders and documents of a case, each in the order they came. */
export async function caseListsOf(tx: Tx, id: number): Promise<CaseLists> {
  const { receipts, charges, effects, documents } = statements(tx);
  const of = { caseId: id };
  return {
    receipts: receipts.all(of),
    charges: charges.all(of),
    effects: effects.all(of),
    documents: documents.all(of),
  };
}
