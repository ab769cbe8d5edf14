import { and, desc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import { DebtorState, debtorStateOf } from '../../domain/case/debtor-state.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { cases } from '../tables/cases.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { invoicesOfCases } from './lists.ts';

/** A case as its debtor may see it. */
export interface DebtorCase {
  readonly id: number;
  readonly reference: string;
  readonly state: DebtorState;
  /** Of the case: what its debtor is written in. */
  readonly language: string;
  readonly invoices: readonly string[];
  /** Minor units that the case was opened for, and what of it is still asked for: nothing once it is completed. */
  readonly amount: number;
  readonly open: number;
  readonly currency: string;
  readonly publishedAt: Instant;
  readonly completedAt: Instant | null;
}

export interface DebtorCasesOf {
  readonly creditor: string;
  readonly customerId: number;
  /** The id of the last one seen. */
  readonly beforeId?: number;
  readonly limit: number;
}

const statements = preparedStatements(({ orm }) => ({
  /*
   * The one place that says what a debtor may see of cases: published ones that go on, and published ones that
   * were closed. Never one that was deactivated, that only exists for tests, or that failed for a technical cause.
   */
  visible: orm
    .select({
      id: cases.id,
      reference: cases.reference,
      state: cases.state,
      language: cases.language,
      amount: cases.amount,
      open: sql<number>`${cases.openPrincipal} + ${cases.openFees} + ${cases.openInterest} + ${cases.openCosts}`,
      currency: cases.currency,
      publishedAt: cases.publishedAt,
      closedAt: cases.closedAt,
    })
    .from(cases)
    .where(
      and(
        equals(cases, 'customerId'),
        equals(cases, 'creditor'),
        isNotNull(cases.publishedAt),
        isNull(cases.deactivatedAt),
        eq(cases.environment, 'PRODUCTION'),
        sql`${cases.state} in ('PENDING', 'PROCESSING', 'CLOSED')`,
        lt(cases.id, named('beforeId')),
      ),
    )
    .orderBy(desc(cases.id))
    .limit(named('limit'))
    .prepare(),
}));

/** The cases that a customer of a creditor may see, newest first; the next page ends before the last id of this one. */
export async function debtorCases(tx: Tx, of: DebtorCasesOf): Promise<readonly DebtorCase[]> {
  const rows = await statements(tx).visible.all({ beforeId: Number.MAX_SAFE_INTEGER, ...of });
  const numbers = await invoicesOfCases(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map(({ state: caseState, closedAt, ...row }) => {
    const state = debtorStateOf(caseState);
    const isCompleted = state === DebtorState.COMPLETED;
    return {
      ...row,
      state,
      invoices: numbers.filter(({ caseId }) => caseId === row.id).map(({ number }) => number),
      open: isCompleted ? 0 : row.open,
      publishedAt: row.publishedAt ?? 0,
      completedAt: isCompleted ? closedAt : null,
    };
  });
}
