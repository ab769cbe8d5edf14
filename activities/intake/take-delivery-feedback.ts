import type { StagedDeliveryFeedback } from '../../contracts/intake.ts';
import { type EffectRow, findEffect } from '../../db/effects/effects.ts';
import { isFeedbackKnown, keepDeliveryFeedback } from '../../db/effects/feedback.ts';
import { findInvoice, type InvoiceRow } from '../../db/invoice/invoices.ts';
import { queueWake } from '../../db/invoice/wake.ts';
import { EffectKind } from '../../domain/effects/effect.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { gatherFrom } from '../../gather/invoice/gather-invoice.ts';
import { resolveEffect } from '../invoice/resolve-effect.ts';
import { writeInvoice } from '../invoice/write.ts';
import { type IntakeContext, idOf } from './intake-context.ts';
import { type RowResult, refused, TAKEN, UNCHANGED } from './row-result.ts';

/** Takes in once what became of a letter after it had left: what follows is the same as when a person says it. */
export async function takeDeliveryFeedback(
  context: IntakeContext,
  staged: StagedDeliveryFeedback,
): Promise<RowResult> {
  const { tx, deps, creditor, calendar, asOf, by } = context;
  const { externalId, key, result, channel = null, on, note = null } = staged;
  if (await isFeedbackKnown(tx, creditor.creditor, externalId)) return UNCHANGED;
  if (on > calendar.dayOf(asOf)) {
    return refused(`on: ${formatDay(on)} lies ahead; write the day on which it happened`);
  }
  const letter = await letterOf(context, key);
  if (letter === undefined) {
    return refused(
      `key: ${JSON.stringify(key)} is no letter of ${creditor.creditor}; write the key it was handed over with`,
    );
  }
  const gathered = await gatherFrom(tx, deps.sources, letter.invoice);
  const decision = settleInvoice(situation(gathered, asOf));
  const about = { creditor: creditor.creditor, number: letter.invoice.number, asOf };
  const commandId = idOf(context, externalId);
  const said = { by, commandId, key, outcome: result, channel, on };
  const resolved = await resolveEffect(tx, { deps, gathered, decision, asOf }, about, said, letter.effect);
  // Word that changes nothing is kept all the same: it is not to be asked about again.
  const says = resolved.refused ?? resolved.says;
  if (resolved.refused === undefined) {
    await writeInvoice(tx, resolved.context, resolved.author);
    await queueWake(tx, letter.invoice.id, 'delivery feedback', asOf);
  }
  const row = { creditor: creditor.creditor, externalId, effectKey: key, result, channel, onDay: on, note };
  await keepDeliveryFeedback(tx, { ...row, by, appliedAt: asOf, says });
  return TAKEN;
}

async function letterOf(
  { tx, creditor }: IntakeContext,
  key: string,
): Promise<{ readonly effect: EffectRow; readonly invoice: InvoiceRow } | undefined> {
  const effect = await findEffect(tx, key);
  if (effect?.kind !== EffectKind.LEVEL || effect.invoiceId === null) return undefined;
  const invoice = await findInvoice(tx, effect.invoiceId);
  return invoice?.creditor === creditor.creditor ? { effect, invoice } : undefined;
}
