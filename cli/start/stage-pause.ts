import { RowKind } from '../../contracts/intake.ts';
import type { StagedHold } from '../../contracts/opening.ts';
import type { Database } from '../../db/database.ts';
import { completeBatch, stageBatch, stageRows } from '../../db/intake/intake.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { HoldKind, HoldReason } from '../../domain/kernel/holds.ts';

/**
 * Pauses everything of a creditor before the worker takes its first step: what was staged is taken in before that,
 * so nothing of a ledger staged after it goes out. Paused already, it stays as it is.
 */
export async function stagePause(db: Database, creditor: string, asOf: Instant): Promise<void> {
  const id = `start-paused-${creditor}-${asOf}`;
  const body: StagedHold = {
    kind: HoldKind.REMINDERS,
    reason: HoldReason.OPERATOR,
    note: 'Started with --paused.',
    externalId: id,
    file: 'start --paused',
  };
  await db.transaction(
    async (tx) => {
      await stageBatch(tx, { id, creditor, by: 'start', at: asOf });
      await stageRows(tx, id, [{ seq: 1, line: 1, kind: RowKind.HOLD, body: { ...body } }]);
      await completeBatch(tx, id, 1, asOf);
    },
    { creditor },
  );
}
