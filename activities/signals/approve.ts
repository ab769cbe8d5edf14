import { SendOutcome, type SendProgress, type SendSignalsInput } from '../../contracts/signals.ts';
import { approvePrepared } from '../../db/signals/prepared-signals.ts';
import { beginSend, findSend, outcomesOf } from '../../db/signals/sends.ts';
import type { Tx } from '../../db/tx.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import { decide } from '../actor/decide.ts';
import type { Deps } from '../deps.ts';

/** Approves what matches, with who, when and by which filter; a send with the same id is answered as it stands. */
export async function approveSignals(
  deps: Pick<Deps, 'db' | 'sources'>,
  { creditor, sendId: id, by, filter }: SendSignalsInput,
  asOf: Instant,
): Promise<SendProgress> {
  return decide(deps, { creditor, asOf }, async (tx) => {
    if ((await findSend(tx, id)) === undefined) {
      const { candidates: ids, ...rest } = filter;
      const total = await approvePrepared(tx, { creditor, ...rest, ids }, id);
      await beginSend(tx, { id, creditor, by, filter, approvedAt: asOf, total });
    }
    return sendProgress(tx, id);
  });
}

/** How far a send is. */
export async function sendProgress(tx: Tx, sendId: string): Promise<SendProgress> {
  const send = await findSend(tx, sendId);
  if (send === undefined) throw new NotInDatabase(`There is no send ${sendId}.`);
  const outcomes = { ...NO_OUTCOMES };
  let nextAttemptAt: Instant | null = null;
  for (const { outcome, count, nextAttemptAt: next } of await outcomesOf(tx, sendId)) {
    outcomes[outcome as SendOutcome] = count;
    if (outcome === SendOutcome.DELAYED) nextAttemptAt = next;
  }
  const done = Object.values(outcomes).reduce((sum, count) => sum + count, 0) - outcomes.delayed;
  return { total: send.total, done, outcomes, nextAttemptAt, isDone: send.finishedAt !== null };
}

const NO_OUTCOMES: Record<SendOutcome, number> = {
  sent: 0,
  changed: 0,
  delayed: 0,
  rejected: 0,
  failed: 0,
  uncertain: 0,
};
