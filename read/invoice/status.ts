import { countByStage, type StageCount } from '../../db/invoice/invoices.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { type Columns, columnsOf, type Listed } from '../kit/columns.ts';
import type { Reader, Tenant } from '../kit/reader.ts';

/** What stands in one stage of one creditor. */
export interface StageSummary extends Listed {
  readonly creditor: string;
  readonly stage: Stage;
  readonly count: number;
  /** Minor units. */
  readonly open: number;
  readonly held: number;
  readonly needs: number;
}

const { text, count, money } = columnsOf<StageSummary>();

export const STAGE_COLUMNS = {
  creditor: text('the creditor', ({ creditor }) => creditor),
  stage: text('where they stand', ({ stage }) => stage),
  count: count('how many', ({ count: n }) => n, 'invoices'),
  open: money('open altogether', ({ open }) => open),
  currency: text('currency', ({ currency }) => currency),
  held: count('paused ones', ({ held }) => held),
  needs: count('those that need a person', ({ needs }) => needs, 'needs a person'),
} as const satisfies Columns<StageSummary>;

/** One summary for each creditor and stage with invoices in it, in the order of the path. */
export async function stageSummaries(
  { db }: Reader,
  creditors: readonly Tenant[],
): Promise<readonly StageSummary[]> {
  const counts = await db.read((tx) => countByStage(tx));
  return creditors.flatMap(({ id, row: { currency }, calendar }) =>
    Object.values(Stage).flatMap((stage) => {
      const own = counts.filter((count) => count.creditor === id && count.stage === stage);
      return own.length === 0 ? [] : [{ creditor: id, currency, calendar, stage, ...added(own) }];
    }),
  );
}

export function added(counts: readonly StageCount[]) {
  const sum = (of: (count: StageCount) => number) => counts.reduce((total, one) => total + of(one), 0);
  return {
    count: sum((one) => one.count),
    open: sum((one) => one.openTotal),
    held: sum((one) => (one.held ? one.count : 0)),
    needs: sum((one) => (one.attention === null ? 0 : one.count)),
  };
}

export function stageSummaryJson({ calendar: _, ...one }: StageSummary): object {
  return { ...one, open: formatAmount(one.open, one.currency) };
}
