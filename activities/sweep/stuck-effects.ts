import type { EffectContent } from '../../contracts/effects.ts';
import { claimEffect, contentOf, type EffectRow, stuckEffects } from '../../db/effects/effects.ts';
import { findInvoice } from '../../db/invoice/invoices.ts';
import type { Tx } from '../../db/tx.ts';
import type { Channel } from '../../domain/effects/channels.ts';
import { EffectKind } from '../../domain/effects/effect.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { handOver } from '../actor/hand-over.ts';
import type { Deps } from '../deps.ts';
import { newAttempt } from '../effects/delivery.ts';
import { INVOICES } from '../invoice/subject.ts';
import { wake, wakeDecision } from '../wake/wake-invoice.ts';
import { PAGE, VERY_LATE_MS } from './carry-on.ts';
import { unlessRefused } from './refused-by-server.ts';

/**
 * Effects that have not reached their gateways: the workflow of a letter or an order is told, a message to the operator
 * is tried again here. Returns how many of those.
 */
export async function goOnWithStuckEffects(deps: Deps, asOf: Instant, odd: string[]): Promise<number> {
  const stuck = await deps.db.read((tx) => stuckEffects(tx, asOf, PAGE));
  let notified = 0;
  for (const row of stuck) {
    if (row.kind !== EffectKind.NOTIFICATION) {
      await wakeForEffect(deps, row, asOf, odd);
      const isVeryLate = row.nextAttemptAt < asOf - VERY_LATE_MS;
      if (isVeryLate)
        odd.push(`Effect ${row.key} has not reached its gateway: ${row.lastError ?? 'no word of it'}.`);
      continue;
    }
    if (await retryNotification(deps, row, asOf)) notified += 1;
  }
  return notified;
}

/** A letter or order that waits for its gateway needs its workflow, whatever became of that. */
async function wakeForEffect(deps: Deps, effect: EffectRow, asOf: Instant, odd: string[]): Promise<void> {
  const { invoiceId } = effect;
  if (invoiceId === null) return;
  const decision = await deps.db.read(async (tx) => {
    const row = await findInvoice(tx, invoiceId);
    return row === undefined ? null : wakeDecision(tx, deps, row, asOf);
  });
  if (decision === null) return;
  const { creditor, number } = decision;
  const options = { isNew: false, planIsCurrent: false };
  await unlessRefused(odd, `Invoice ${number} of ${creditor}`, () =>
    wake(deps, decision, `effect/${effect.attempts}`, options),
  );
}

async function retryNotification(deps: Deps, row: EffectRow, asOf: Instant): Promise<boolean> {
  const { invoiceId } = row;
  const invoice = invoiceId === null ? undefined : await deps.db.read((tx) => findInvoice(tx, invoiceId));
  if (invoice === undefined) return false;
  const input = { creditor: invoice.creditor, number: invoice.number, asOf };
  const attempt = newAttempt(asOf);
  const claim = async (tx: Tx) => {
    const claimed = await claimEffect(tx, row.key, { ...attempt, at: asOf });
    return claimed ? ((await contentOf(tx, row.key)) as EffectContent | undefined) : undefined;
  };
  const content = await deps.db.transaction(claim, INVOICES.about(input));
  if (content === undefined) return false;
  const delivery = {
    key: row.key,
    kind: EffectKind.NOTIFICATION,
    channel: row.channel as Channel,
    content,
    attempts: row.attempts + 1,
    ...attempt,
  };
  await handOver(INVOICES, deps, delivery, input);
  return true;
}
