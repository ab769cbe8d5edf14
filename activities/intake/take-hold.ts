import type { StagedHold } from '../../contracts/opening.ts';
import { queueWakesOfCases } from '../../db/case/wake.ts';
import { findCustomerByReference } from '../../db/customer/customers.ts';
import { flagSentInside } from '../../db/effects/effects.ts';
import { findHolds, type HoldToInsert, insertHold } from '../../db/holds.ts';
import {
  findInvoiceByNumber,
  type InvoiceRow,
  listInvoices,
  raiseVersion,
} from '../../db/invoice/invoices.ts';
import { queueWake } from '../../db/invoice/wake.ts';
import { eachRow } from '../../db/pages.ts';
import { decideCommand } from '../../domain/invoice/decide-message.ts';
import { joined } from '../../domain/invoice/decision.ts';
import { CommandKind } from '../../domain/invoice/messages/index.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { hasEnded } from '../../domain/invoice/stage.ts';
import { HoldScope } from '../../domain/kernel/holds.ts';
import { daysBehind, judgePause, PauseVerdict } from '../../domain/kernel/pause.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { gatherFrom } from '../../gather/invoice/gather-invoice.ts';
import { writeInvoice } from '../invoice/write.ts';
import { type IntakeContext, idOf } from './intake-context.ts';
import { type RowResult, refused, TAKEN, UNCHANGED } from './row-result.ts';

/**
 * Takes in a pause that another system has set, by the rules of one that a person sets here. The same row again
 * changes nothing, also when the pause was ended here meanwhile.
 */
export async function takeHold(context: IntakeContext, staged: StagedHold): Promise<RowResult> {
  const { tx, creditor } = context;
  if (staged.invoice !== undefined) {
    const invoice = await findInvoiceByNumber(tx, creditor.creditor, staged.invoice);
    if (invoice === undefined) {
      return refused(`invoice: ${JSON.stringify(staged.invoice)} is no invoice; import the invoice first`);
    }
    return pauseInvoice(context, invoice, staged);
  }
  if (staged.customer === undefined) return pauseMany(context, HoldScope.CREDITOR, null, staged);
  const customer = await findCustomerByReference(tx, creditor.creditor, staged.customer);
  if (customer === undefined) {
    return refused(`customer: ${JSON.stringify(staged.customer)} is no customer; import the customer first`);
  }
  return pauseMany(context, HoldScope.CUSTOMER, customer.id, staged);
}

async function pauseInvoice(
  context: IntakeContext,
  invoice: InvoiceRow,
  staged: StagedHold,
): Promise<RowResult> {
  const { tx, deps, creditor, calendar, asOf, by } = context;
  const commandId = idOf(context, staged.externalId);
  const scope = { creditor: creditor.creditor, scope: HoldScope.INVOICE, invoiceId: invoice.id };
  if ((await findHolds(tx, scope)).some((hold) => hold.commandId === commandId)) return UNCHANGED;
  const gathered = await gatherFrom(tx, deps.sources, invoice);
  const { policy } = gathered;
  const settled = settleInvoice(situation({ facts: gathered.facts, policy, calendar }, asOf));
  const { kind: holdKind, reason, from = null, until = null, note = null } = staged;
  const verdict = decideCommand(situation({ facts: settled.facts, policy, calendar }, asOf), {
    ...{ kind: CommandKind.pause, by, commandId },
    ...{ reason, holdKind, from, until, note, owner: null },
  });
  if (verdict.refused !== undefined) return refused(`invoice: ${verdict.refused}`);
  const decision = joined(settled, verdict.decision);
  if (decision.holds.length === 0) return UNCHANGED;
  await writeInvoice(tx, { gathered, decision, asOf }, { by, commandId });
  await queueWake(tx, invoice.id, 'hold imported', asOf);
  return TAKEN;
}

async function pauseMany(
  context: IntakeContext,
  scope: typeof HoldScope.CREDITOR | typeof HoldScope.CUSTOMER,
  customerId: number | null,
  staged: StagedHold,
): Promise<RowResult> {
  const { tx, creditor, calendar, asOf, by } = context;
  const commandId = idOf(context, staged.externalId);
  const today = calendar.dayOf(asOf);
  const known = await findHolds(tx, { creditor: creditor.creditor, scope, customerId });
  if (known.some((hold) => hold.commandId === commandId)) return UNCHANGED;
  const { kind, reason, from = today, until = null, note = null } = staged;
  const asked = { scope, kind, reason, from, until };
  const { verdict, says } = judgePause(known, asked, calendar, asOf);
  if (verdict === PauseVerdict.SAME) return UNCHANGED;
  if (verdict === PauseVerdict.REFUSED) return refused(`from: ${says}`);
  const hold: HoldToInsert = {
    ...{ creditor: creditor.creditor, scope, customerId, kind, reason, fromOn: from, untilOn: until },
    ...{ recordedAt: asOf, by, note, commandId },
  };
  await insertHold(tx, hold);
  const behind = daysBehind(asked, today);
  await eachInvoice(context, customerId, async (invoice) => {
    if (behind !== null) await flagSentInside(tx, invoice.id, behind.from, behind.to);
    if (hasEnded(invoice.stage)) return;
    await raiseVersion(tx, invoice.id);
    await queueWake(tx, invoice.id, 'hold imported', asOf);
  });
  await queueWakesOfCases(tx, { creditor: creditor.creditor, customerId }, 'hold imported', asOf);
  return TAKEN;
}

const PAGE = 500;

/** Each invoice of the customer, or of the creditor, ended ones included. */
async function eachInvoice(
  { tx, creditor }: IntakeContext,
  customerId: number | null,
  work: (invoice: InvoiceRow) => Promise<void>,
): Promise<void> {
  const of = customerId === null ? { creditor: creditor.creditor } : { customerId };
  for await (const invoice of eachRow({ limit: PAGE }, (page) => listInvoices(tx, { ...of, ...page }))) {
    await work(invoice);
  }
}
