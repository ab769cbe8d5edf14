import { type CaseCount, CaseStatus, countCases } from '../../db/case/lists.ts';
import { CaseState } from '../../domain/case/state.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import type { Context, Tenant } from '../kit/context.ts';

/** Cases of one creditor and currency that stand in one state; deactivated ones apart, whatever their state. */
export interface CaseSummary extends Omit<CaseCount, 'state' | 'isDeactivated'> {
  readonly state: CaseState | typeof CaseStatus.DEACTIVATED;
}

const IN_ORDER = [...Object.values(CaseState), CaseStatus.DEACTIVATED] as const;

/** One summary for each creditor, state and currency with cases in it, in the order of their way. */
export async function caseSummariesOf(
  { db }: Context,
  creditors: readonly Tenant[],
): Promise<readonly CaseSummary[]> {
  const counts = await db.read((tx) => countCases(tx));
  return creditors.flatMap(({ id }) => {
    const own = counts.filter(({ creditor }) => creditor === id);
    return IN_ORDER.flatMap((state) =>
      added(
        own.filter((one) => stateOf(one) === state),
        state,
      ),
    );
  });
}

function stateOf({ isDeactivated, state }: CaseCount): CaseSummary['state'] {
  return isDeactivated ? CaseStatus.DEACTIVATED : state;
}

/** One for each currency. */
function added(counts: readonly CaseCount[], state: CaseSummary['state']): CaseSummary[] {
  const sums = new Map<string, CaseSummary>();
  for (const { creditor, currency, ...one } of counts) {
    const sum = sums.get(currency);
    sums.set(currency, {
      creditor,
      currency,
      state,
      count: one.count + (sum?.count ?? 0),
      open: one.open + (sum?.open ?? 0),
      collected: one.collected + (sum?.collected ?? 0),
      held: one.held + (sum?.held ?? 0),
      needs: one.needs + (sum?.needs ?? 0),
    });
  }
  return [...sums.values()];
}

/** The same with amounts as decimals. */
export function caseSummariesJson(summaries: readonly CaseSummary[]): object[] {
  return summaries.map((one) => ({
    ...one,
    open: formatAmount(one.open, one.currency),
    collected: formatAmount(one.collected, one.currency),
  }));
}

/** The table of what stands where among cases; nothing when there are none. */
export async function printCaseSummaries(
  { output }: Pick<Context, 'output'>,
  summaries: readonly CaseSummary[],
): Promise<void> {
  if (summaries.length === 0) return;
  await output.line();
  const table = output.table([
    { title: 'creditor' },
    { title: 'case state' },
    { title: 'cases', align: 'right' },
    { title: 'open', align: 'right' },
    { title: 'collected', align: 'right' },
    { title: 'currency' },
    { title: 'held', align: 'right' },
    { title: 'needs a person', align: 'right' },
  ]);
  const { yellow } = output.colors;
  for (const { creditor, state, count, open, collected, currency, held, needs } of summaries) {
    await table.row([
      creditor,
      state,
      String(count),
      formatAmount(open, currency),
      formatAmount(collected, currency),
      currency,
      String(held),
      needs === 0 ? '0' : { text: String(needs), paint: yellow },
    ]);
  }
  await table.end();
}
