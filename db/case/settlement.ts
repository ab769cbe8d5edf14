import { and, asc, eq, gte, lte, sql } from 'drizzle-orm';
import type { BookedReceipt, BooksOfLine } from '../../domain/case/reconcile.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { equals, named } from '../named.ts';
import { caseReceipts, cases } from '../tables/cases.ts';
import { preparedStatements, type Tx } from '../tx.ts';

const statements = preparedStatements(({ orm }) => ({
  line: orm
    .select({
      state: cases.state,
      isDeactivated: sql<number>`${cases.deactivatedAt} is not null`,
      currency: cases.currency,
      collector: cases.configuration,
      booked: caseReceipts.amount,
    })
    .from(cases)
    .leftJoin(
      caseReceipts,
      and(eq(caseReceipts.caseId, cases.id), eq(caseReceipts.externalId, named('receipt'))),
    )
    .where(and(equals(cases, 'creditor'), eq(cases.reference, named('case'))))
    .prepare(),
  booked: orm
    .select({
      id: caseReceipts.id,
      case: cases.reference,
      receipt: caseReceipts.externalId,
      receivedOn: caseReceipts.receivedOn,
      amount: caseReceipts.amount,
      currency: cases.currency,
    })
    .from(caseReceipts)
    .innerJoin(cases, eq(cases.id, caseReceipts.caseId))
    .where(
      and(
        equals(cases, 'creditor'),
        eq(cases.configuration, named('collector')),
        gte(caseReceipts.receivedOn, named('from')),
        lte(caseReceipts.receivedOn, named('until')),
        sql`${caseReceipts.id} > ${named('afterId')}`,
      ),
    )
    .orderBy(asc(caseReceipts.id))
    .limit(named('limit'))
    .prepare(),
}));

/** What the books know of the case and receipt that a line of a settlement file names. */
export async function booksOfLine(
  tx: Tx,
  line: { readonly creditor: string; readonly case: string; readonly receipt: string },
): Promise<BooksOfLine | undefined> {
  const row = await statements(tx).line.get(line);
  return row === undefined ? undefined : { ...row, isDeactivated: row.isDeactivated === 1 };
}

/** Receipts booked for a collector and received from one day up to and including another, page by page. */
export async function receiptsOfCollector(
  tx: Tx,
  page: {
    readonly creditor: string;
    readonly collector: string;
    readonly from: Day;
    readonly until: Day;
    readonly afterId: number;
    readonly limit: number;
  },
): Promise<readonly (BookedReceipt & { readonly id: number })[]> {
  return statements(tx).booked.all(page);
}
