import { listCreditors } from '../../db/creditor/creditors.ts';
import type { Database } from '../../db/drivers/sqlite/open.ts';
import { countByStage, type StageCount } from '../../db/invoice/invoices.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import type { Output } from '../kit/output.ts';

/** Prints what stands where: stage by mode, with paused ones and those that need a person. */
export async function printOverview(db: Database, output: Output): Promise<void> {
  const { counts, currencies } = await db.read(async (tx) => ({
    counts: await countByStage(tx),
    currencies: new Map((await listCreditors(tx)).map((row) => [row.creditor, row.currency])),
  }));
  const table = output.table([
    { title: 'creditor' },
    { title: 'stage' },
    { title: 'mode', align: 'right' },
    { title: 'invoices', align: 'right' },
    { title: 'paused', align: 'right' },
    { title: 'needs you', align: 'right' },
    { title: 'open', align: 'right' },
  ]);
  for (const group of grouped(counts)) {
    const currency = currencies.get(group.creditor) ?? 'EUR';
    await table.row([
      group.creditor,
      group.stage,
      String(group.mode),
      String(group.count),
      String(group.held),
      String(group.attention),
      `${formatAmount(group.openTotal, currency)} ${currency}`,
    ]);
  }
  await table.end();
}

interface Group {
  readonly creditor: string;
  readonly stage: Stage;
  readonly mode: number;
  count: number;
  held: number;
  attention: number;
  openTotal: number;
}

const ORDER = Object.values(Stage);

function grouped(counts: readonly StageCount[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { creditor, stage, mode, held, attention, count, openTotal } of counts) {
    const key = `${creditor}/${stage}/${mode}`;
    const group = groups.get(key) ?? { creditor, stage, mode, count: 0, held: 0, attention: 0, openTotal: 0 };
    groups.set(key, group);
    group.count += count;
    group.openTotal += openTotal;
    if (held) group.held += count;
    if (attention !== null) group.attention += count;
  }
  return [...groups.values()].sort(
    (a, b) =>
      a.creditor.localeCompare(b.creditor) ||
      ORDER.indexOf(a.stage) - ORDER.indexOf(b.stage) ||
      a.mode - b.mode,
  );
}
