import { countByStage } from '../../db/invoice/invoices.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { creditorsNamed } from '../creditor/creditors-named.ts';
import { type Columns, columnsOf } from '../kit/columns.ts';
import type { Reader } from '../kit/reader.ts';
import { added, type StageSummary } from './status.ts';

/** What stands in one stage of one creditor, in one transfer mode. */
interface ModeSummary extends StageSummary {
  readonly mode: number;
}

const { text, count, amount } = columnsOf<ModeSummary>();

export const MODE_COLUMNS = {
  creditor: text('the creditor', ({ creditor }) => creditor),
  stage: text('where they stand', ({ stage }) => stage),
  mode: count('transfer mode in force', ({ mode }) => mode),
  count: count('how many', ({ count: n }) => n, 'invoices'),
  held: count('paused ones', ({ held }) => held, 'paused'),
  needs: count('those that need a person', ({ needs }) => needs, 'needs you'),
  open: amount('open altogether', ({ open }) => open),
} as const satisfies Columns<ModeSummary>;

const MODES = [10, 20, 30] as const;

/** One summary for each creditor, stage and mode with invoices in it, in the order of the path. */
export async function modeSummaries({ db }: Pick<Reader, 'db'>): Promise<readonly ModeSummary[]> {
  const [creditors, counts] = await db.read(
    async (tx) => [await creditorsNamed(tx, undefined), await countByStage(tx)] as const,
  );
  const inOrder = [...creditors].sort((a, b) => a.id.localeCompare(b.id));
  return inOrder.flatMap(({ id, row: { currency }, calendar }) =>
    Object.values(Stage).flatMap((stage) =>
      MODES.flatMap((mode) => {
        const own = counts.filter((one) => one.creditor === id && one.stage === stage && one.mode === mode);
        return own.length === 0 ? [] : [{ creditor: id, currency, calendar, stage, mode, ...added(own) }];
      }),
    ),
  );
}
