import { type CaseCount, CaseStatus, countCases } from '../../db/case/lists.ts';
import { CaseState } from '../../domain/case/state.ts';
import { CASE_STATE_IN_WORDS } from '../../domain/case/words.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { creditorsNamed } from '../creditor/creditors-named.ts';
import { type Columns, columnsOf, type Listed } from '../kit/columns.ts';
import type { Reader, Tenant } from '../kit/reader.ts';

/** Cases of one creditor and currency that stand in one state; deactivated ones apart, whatever their state. */
export interface CaseSummary extends Omit<CaseCount, 'state' | 'isDeactivated'>, Listed {
  readonly state: CaseState | typeof CaseStatus.DEACTIVATED;
}

const { text, count, money } = columnsOf<CaseSummary>();

export const CASE_STATE_COLUMNS = {
  creditor: text('the creditor', ({ creditor }) => creditor),
  state: text('where they stand', ({ state }) => state, 'case state'),
  count: count('how many', ({ count: n }) => n, 'cases'),
  open: money('open altogether', ({ open }) => open),
  collected: money('collected', ({ collected }) => collected),
  currency: text('currency', ({ currency }) => currency),
  held: count('paused ones', ({ held }) => held),
  needs: count('those that need a person', ({ needs }) => needs, 'needs a person'),
} as const satisfies Columns<CaseSummary>;

const IN_ORDER = [...Object.values(CaseState), CaseStatus.DEACTIVATED] as const;

/** One summary for each creditor, state and currency with cases in it, in the order of their way. */
export async function caseSummaries(
  { db }: Reader,
  creditors: readonly Tenant[],
): Promise<readonly CaseSummary[]> {
  const counts = await db.read((tx) => countCases(tx));
  return creditors.flatMap(({ id, calendar }) => {
    const own = counts.filter(({ creditor }) => creditor === id);
    return IN_ORDER.flatMap((state) =>
      added(
        own.filter((one) => stateOf(one) === state),
        state,
        calendar,
      ),
    );
  });
}

function stateOf({ isDeactivated, state }: CaseCount): CaseSummary['state'] {
  return isDeactivated ? CaseStatus.DEACTIVATED : state;
}

/** One for each currency. */
function added(counts: readonly CaseCount[], state: CaseSummary['state'], calendar: Calendar): CaseSummary[] {
  const sums = new Map<string, CaseSummary>();
  for (const { creditor, currency, ...one } of counts) {
    const sum = sums.get(currency);
    sums.set(currency, {
      ...{ creditor, currency, state, calendar },
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
export function caseSummaryJson({ calendar: _, ...one }: CaseSummary): object {
  const { currency } = one;
  return {
    ...one,
    open: formatAmount(one.open, currency),
    collected: formatAmount(one.collected, currency),
  };
}

/** Cases of one creditor and currency in one state, those that are deactivated apart. */
interface ListedCaseCount extends CaseCount, Listed {}

const counted = columnsOf<ListedCaseCount>();

export const CASE_COUNT_COLUMNS = {
  creditor: counted.text('the creditor', ({ creditor }) => creditor),
  state: counted.text(
    'where they stand',
    ({ state, isDeactivated }) => (isDeactivated ? `${state}, deactivated` : state),
    'case',
  ),
  says: counted.text('the same in words', ({ state }) => CASE_STATE_IN_WORDS[state], ''),
  count: counted.count('how many', ({ count: n }) => n, 'cases'),
  held: counted.count('paused ones', ({ held }) => held, 'paused'),
  needs: counted.count('those that need a person', ({ needs }) => needs, 'needs you'),
  open: counted.amount('open altogether', ({ open }) => open),
  collected: counted.amount('collected', ({ collected }) => collected),
} as const satisfies Columns<ListedCaseCount>;

/** Where the cases of all creditors stand. */
export async function caseCounts({ db }: Pick<Reader, 'db'>): Promise<readonly ListedCaseCount[]> {
  return db.read(async (tx) => {
    const creditors = await creditorsNamed(tx, undefined);
    const counts = await countCases(tx);
    return creditors.flatMap(({ id, calendar }) =>
      counts.filter(({ creditor }) => creditor === id).map((one) => ({ ...one, calendar })),
    );
  });
}
