import { setLedgerFreshAt } from '../../db/creditor/creditors.ts';
import { noteEndedObstacle } from '../../db/invoice/ended-obstacles.ts';
import { Because } from '../../domain/invoice/plan.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { IntakeContext } from './intake-context.ts';

/** The ledger was complete at that moment; where no later one was known, what an old ledger kept back looks again. */
export async function becomeFresh({ tx, creditor, asOf }: IntakeContext, freshAt: Instant): Promise<void> {
  if (!(await setLedgerFreshAt(tx, creditor.creditor, freshAt))) return;
  await noteEndedObstacle(tx, creditor.creditor, Because.LEDGER_STALE, asOf);
}
