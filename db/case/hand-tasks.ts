import { and, asc, count, eq, gt, isNull, sql } from 'drizzle-orm';
import { CollectorKind } from '../../domain/case/configuration.ts';
import { CaseState } from '../../domain/case/state.ts';
import { equals, named } from '../named.ts';
import type { Page } from '../pages.ts';
import { cases } from '../tables/cases.ts';
import { collectorConfigurations } from '../tables/collectors.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { jsonText } from '../words.ts';
import type { CaseRow } from './cases.ts';

const statements = preparedStatements(({ orm }) => {
  const isByHand = and(
    equals(cases, 'creditor'),
    eq(cases.state, CaseState.PROCESSING),
    isNull(cases.deactivatedAt),
    sql`exists ${orm
      .select({ one: sql`1` })
      .from(collectorConfigurations)
      .where(
        and(
          eq(collectorConfigurations.name, cases.configuration),
          eq(collectorConfigurations.version, cases.configurationVersion),
          sql`${jsonText(collectorConfigurations.body, 'collector', 'kind')} = ${CollectorKind.HAND}`,
        ),
      )}`,
  );
  return {
    page: orm
      .select()
      .from(cases)
      .where(and(isByHand, gt(cases.id, named('afterId'))))
      .orderBy(asc(cases.id))
      .limit(named('limit'))
      .prepare(),
    count: orm.select({ count: count() }).from(cases).where(isByHand).prepare(),
  };
});

/** Cases of a creditor that its own people collect, by the order of their ids. */
export async function handTasks(
  tx: Tx,
  creditor: string,
  { afterId, limit }: Page,
): Promise<readonly CaseRow[]> {
  return statements(tx).page.all({ creditor, afterId, limit });
}

export async function countHandTasks(tx: Tx, creditor: string): Promise<number> {
  return (await statements(tx).count.get({ creditor }))?.count ?? 0;
}
