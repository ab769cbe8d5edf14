import { and, asc, gt, type SQL, sql } from 'drizzle-orm';
import { named } from '../named.ts';
import type { Page } from '../pages.ts';
import { cases } from '../tables/cases.ts';
import { IS_CARRIED, invoices } from '../tables/invoices.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { isOneOfPairs } from '../words.ts';

const AFTER = { afterId: named('afterId'), limit: named('limit') };

const statements = preparedStatements(({ orm }) => {
  const isCarried = IS_CARRIED as SQL;
  return {
    invoices: orm
      .select({ id: invoices.id, creditor: invoices.creditor, name: invoices.number })
      .from(invoices)
      .where(and(isCarried, gt(invoices.id, AFTER.afterId)))
      .orderBy(asc(invoices.id))
      .limit(AFTER.limit)
      .prepare(),
    cases: orm
      .select({ id: cases.id, creditor: cases.creditor, name: cases.reference })
      .from(cases)
      .where(and(isCarried, gt(cases.id, AFTER.afterId)))
      .orderBy(asc(cases.id))
      .limit(AFTER.limit)
      .prepare(),
    countInvoices: orm.select({ count: sql<number>`count(*)` }).from(invoices).where(isCarried).prepare(),
    countCases: orm.select({ count: sql<number>`count(*)` }).from(cases).where(isCarried).prepare(),
    knownInvoices: orm
      .select({ creditor: invoices.creditor, name: invoices.number })
      .from(invoices)
      .where(isOneOfPairs(invoices.creditor, invoices.number, 'pairs'))
      .prepare(),
    knownCases: orm
      .select({ creditor: cases.creditor, name: cases.reference })
      .from(cases)
      .where(isOneOfPairs(cases.creditor, cases.reference, 'pairs'))
      .prepare(),
  };
});

/** What a workflow carries: an invoice by its number, a case by its reference. */
export interface Named {
  readonly creditor: string;
  readonly name: string;
}

export type Carried = Named & { readonly id: number };

export type CarriedKind = 'invoices' | 'cases';

/** Rows that say that a workflow carries them, in the order of their ids, from behind one on. */
export async function carriedAfter(tx: Tx, kind: CarriedKind, page: Page): Promise<readonly Carried[]> {
  return statements(tx)[kind].all(page);
}

export async function countCarried(tx: Tx, kind: CarriedKind): Promise<number> {
  const { countInvoices, countCases } = statements(tx);
  return (await (kind === 'invoices' ? countInvoices : countCases).get())?.count ?? 0;
}

/** Which of these the books know. */
export async function knownAmong(
  tx: Tx,
  kind: CarriedKind,
  named: readonly Named[],
): Promise<readonly Named[]> {
  const { knownInvoices, knownCases } = statements(tx);
  const pairs = JSON.stringify(named.map(({ creditor, name }) => [creditor, name]));
  return (kind === 'invoices' ? knownInvoices : knownCases).all({ pairs });
}
