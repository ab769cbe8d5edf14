import { countByStage, type StageCount } from '../../db/invoice/invoices.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import type { Context, Tenant } from '../kit/context.ts';

/** What stands in one stage of one creditor. */
export interface StageSummary {
  readonly creditor: string;
  readonly currency: string;
  readonly stage: Stage;
  readonly count: number;
  /** Minor units. */
  readonly open: number;
  readonly held: number;
  readonly needs: number;
}

/** One summary for each creditor and stage with invoices in it, in the order of the path. */
export async function summariesOf(
  { db }: Context,
  creditors: readonly Tenant[],
): Promise<readonly StageSummary[]> {
  const counts = await db.read((tx) => countByStage(tx));
  return creditors.flatMap(({ id, row }) =>
    Object.values(Stage).flatMap((stage) => {
      const own = counts.filter((count) => count.creditor === id && count.stage === stage);
      return own.length === 0 ? [] : [{ creditor: id, currency: row.currency, stage, ...added(own) }];
    }),
  );
}

function added(counts: readonly StageCount[]) {
  const sum = (of: (count: StageCount) => number) => counts.reduce((total, one) => total + of(one), 0);
  return {
    count: sum((one) => one.count),
    open: sum((one) => one.openTotal),
    held: sum((one) => (one.held ? one.count : 0)),
    needs: sum((one) => (one.attention === null ? 0 : one.count)),
  };
}

/** The table of what stands where. */
export async function printSummaries(
  { output }: Pick<Context, 'output'>,
  summaries: readonly StageSummary[],
): Promise<void> {
  const table = output.table([
    { title: 'creditor' },
    { title: 'stage' },
    { title: 'invoices', align: 'right' },
    { title: 'open', align: 'right' },
    { title: 'currency' },
    { title: 'held', align: 'right' },
    { title: 'needs a person', align: 'right' },
  ]);
  const { yellow } = output.colors;
  for (const { creditor, stage, count, open, currency, held, needs } of summaries) {
    await table.row([
      creditor,
      stage,
      String(count),
      formatAmount(open, currency),
      currency,
      String(held),
      needs === 0 ? '0' : { text: String(needs), paint: yellow },
    ]);
  }
  await table.end();
}
