import { countCases } from '../../db/case/lists.ts';
import type { Database } from '../../db/drivers/sqlite/open.ts';
import { CASE_STATE_IN_WORDS } from '../../domain/case/words.ts';
import { money } from '../kit/format.ts';
import type { Output } from '../kit/output.ts';

/** Prints where debt collection cases stand; nothing while there are none. */
export async function printCases(db: Database, output: Output): Promise<void> {
  const counts = await db.read((tx) => countCases(tx));
  if (counts.length === 0) return;
  await output.line();
  const table = output.table([
    { title: 'creditor' },
    { title: 'case' },
    { title: '' },
    { title: 'cases', align: 'right' },
    { title: 'paused', align: 'right' },
    { title: 'needs you', align: 'right' },
    { title: 'open', align: 'right' },
    { title: 'collected', align: 'right' },
  ]);
  for (const one of counts) {
    await table.row([
      one.creditor,
      one.isDeactivated ? `${one.state}, deactivated` : one.state,
      CASE_STATE_IN_WORDS[one.state],
      String(one.count),
      String(one.held),
      String(one.needs),
      money(one.open, one.currency),
      money(one.collected, one.currency),
    ]);
  }
  await table.end();
}
