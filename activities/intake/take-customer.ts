import type { StagedCustomer } from '../../contracts/intake.ts';
import { findCustomer, saveCustomer } from '../../db/customers.ts';
import { pendingEffectOf, rerouteEffect } from '../../db/effects.ts';
import { listInvoices, raiseVersion } from '../../db/invoices.ts';
import { queueWake } from '../../db/wake.ts';
import { EffectState } from '../../domain/facts.ts';
import { hasEnded } from '../../domain/stage.ts';
import { firstChannel } from '../../facts/level-content.ts';
import type { IntakeContext } from './intake-context.ts';
import { type RowResult, TAKEN, UNCHANGED } from './row-result.ts';

const PAGE = 500;

/** Takes a customer's data in; what changed wakes its open invoices. */
export async function takeCustomer(context: IntakeContext, staged: StagedCustomer): Promise<RowResult> {
  const { tx, creditor, deps, asOf } = context;
  const { customer: reference, ...details } = staged;
  const saved = await saveCustomer(tx, creditor.creditor, { reference, ...details });
  if (!saved.changed) return UNCHANGED;
  if (deps.sources.rehearsal) return TAKEN;
  let afterId = 0;
  for (;;) {
    const page = await listInvoices(tx, { customerId: saved.id, afterId, limit: PAGE });
    for (const invoice of page) {
      if (hasEnded(invoice.stage)) continue;
      await tryFailedLetterAgain(context, saved.id, invoice.id);
      await raiseVersion(tx, invoice.id);
      await queueWake(tx, invoice.id, 'customer changed', asOf);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return TAKEN;
    afterId = last.id;
  }
}

/** A letter that failed for want of an address goes out once the address is known. */
async function tryFailedLetterAgain(
  { tx, asOf }: IntakeContext,
  customerId: number,
  invoiceId: number,
): Promise<void> {
  const pending = await pendingEffectOf(tx, invoiceId);
  if (pending?.state !== EffectState.FAILED || pending.level === null) return;
  const customer = await findCustomer(tx, customerId);
  if (customer === undefined) return;
  const again = {
    channel: firstChannel(customer),
    nextAttemptAt: asOf,
    lastError: 'The customer has new data.',
  };
  await rerouteEffect(tx, pending.key, again);
}
