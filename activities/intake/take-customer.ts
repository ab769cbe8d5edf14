import type { StagedCustomer } from '../../contracts/intake.ts';
import { findCustomer, saveCustomer } from '../../db/customer/customers.ts';
import { pendingEffectOf, rerouteEffect } from '../../db/effects/effects.ts';
import { type InvoiceRow, raiseVersion } from '../../db/invoice/invoices.ts';
import { queueWake } from '../../db/invoice/wake.ts';
import { firstChannel, reachOf } from '../../domain/effects/channels.ts';
import { EffectState } from '../../domain/effects/effect.ts';
import { policyOf } from '../../gather/invoice/gather-invoice.ts';
import { takeSignalFactsOf } from './customer-signal-facts.ts';
import { eachOpenInvoice } from './each-open-invoice.ts';
import type { IntakeContext } from './intake-context.ts';
import { type RowResult, TAKEN } from './row-result.ts';

/** Takes a customer's data in; what changed wakes its open invoices. */
export async function takeCustomer(context: IntakeContext, staged: StagedCustomer): Promise<RowResult> {
  const { tx, creditor, deps, asOf } = context;
  const { customer: reference, ...details } = staged;
  const saved = await saveCustomer(tx, creditor.creditor, { reference, ...details });
  const signals = await takeSignalFactsOf(context, staged);
  if (signals.kind === 'refused') return signals;
  if (!saved.changed) return signals;
  if (deps.sources.rehearsal) return TAKEN;
  await eachOpenInvoice(tx, saved.id, async (invoice) => {
    await tryFailedLetterAgain(context, saved.id, invoice);
    await raiseVersion(tx, invoice.id);
    await queueWake(tx, invoice.id, 'customer changed', asOf);
  });
  return TAKEN;
}

/** A letter that failed for want of an address goes out once the address is known. */
async function tryFailedLetterAgain(
  { tx, deps, creditor, asOf }: IntakeContext,
  customerId: number,
  { id, policyVersion }: InvoiceRow,
): Promise<void> {
  const pending = await pendingEffectOf(tx, id);
  if (pending?.state !== EffectState.FAILED) return;
  const customer = await findCustomer(tx, customerId);
  if (customer === undefined) return;
  const { levels } = await policyOf(tx, deps.sources, creditor.creditor, policyVersion);
  const level = levels.find(({ name }) => name === pending.level) ?? {};
  const channel = firstChannel(level, reachOf(customer));
  if (channel === null) return;
  const lastError = 'The customer has new data.';
  await rerouteEffect(tx, pending.key, { channel, nextAttemptAt: asOf, lastError });
}
