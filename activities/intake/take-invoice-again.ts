import type { StagedInvoice } from '../../contracts/intake.ts';
import { findCustomer } from '../../db/customer/customers.ts';
import { findHolds, insertHold, releaseHold } from '../../db/holds.ts';
import { type InvoiceRow, raiseVersion, updateDisputed } from '../../db/invoice/invoices.ts';
import { queueWake } from '../../db/invoice/wake.ts';
import { decideCommand } from '../../domain/invoice/decide-message.ts';
import { joined } from '../../domain/invoice/decision.ts';
import { CommandKind } from '../../domain/invoice/messages/index.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';
import { HoldKind, HoldReason, HoldScope } from '../../domain/kernel/holds.ts';
import { pausesToEnd, placeOwnPause } from '../../domain/kernel/pause.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import { writeInvoice } from '../invoice/write.ts';
import type { IntakeContext } from './intake-context.ts';
import { type RowResult, refused, TAKEN, UNCHANGED } from './row-result.ts';

/**
 * An invoice imported again: a changed due date moves it, `disputed` updates, any other change is refused. An
 * optional column that is absent says nothing.
 */
export async function takeAgain(
  context: IntakeContext,
  staged: StagedInvoice,
  known: InvoiceRow,
): Promise<RowResult> {
  const other = await otherChange(context, staged, known);
  if (other !== null) return refused(other);
  const dueOn = staged.dueOn ?? null;
  const movesDueDate = dueOn !== known.dueOn;
  if (movesDueDate) {
    if (dueOn === null)
      return refused('dueOn: the invoice has a due date; it can be moved but not taken away.');
    const problem = await moveDueDate(context, known, dueOn);
    if (problem !== null) return refused(problem);
  }
  const changesDispute = staged.disputed !== undefined && staged.disputed !== known.disputed;
  if (changesDispute) await changeDispute(context, known, staged.disputed === true);
  if (!movesDueDate && !changesDispute) return UNCHANGED;
  if (!context.deps.sources.rehearsal) await queueWake(context.tx, known.id, 'imported again', context.asOf);
  return TAKEN;
}

async function otherChange(
  { tx }: IntakeContext,
  staged: StagedInvoice,
  known: InvoiceRow,
): Promise<string | null> {
  const customer = await findCustomer(tx, known.customerId);
  const compared: readonly [string, unknown, unknown, string?][] = [
    ['customer', staged.customer, customer?.reference],
    ['issuedOn', formatDay(staged.issuedOn), formatDay(known.issuedOn)],
    ['amount', staged.amount, known.amount, 'book a credit instead'],
    ['currency', staged.currency, known.currency],
    ['transferMode', staged.transferMode ?? known.ownTransferMode, known.ownTransferMode],
    ['reference', staged.reference ?? known.reference, known.reference],
    ['contract', staged.contract ?? known.contract, known.contract],
    ['lastLevel', staged.lastLevel ?? known.openingLevel, known.openingLevel],
    ['lastLevelOn', staged.lastLevelOn ?? known.openingLevelOn, known.openingLevelOn],
  ];
  const changed = compared.find(([, now, before]) => now !== before);
  if (changed === undefined) return null;
  const [field, now, before, cure] = changed;
  const shown = field === 'amount' ? '' : ` from ${before ?? 'none'} to ${now}`;
  return `${field}: it changed${shown} since the invoice was taken in; only dueOn and disputed may change${cure === undefined ? '' : `: ${cure}`}.`;
}

async function moveDueDate(context: IntakeContext, known: InvoiceRow, dueOn: Day): Promise<string | null> {
  const { tx, deps, asOf, by } = context;
  const moment = deps.sources.rehearsal ? known.decidedAt : asOf;
  const gathered = await gatherInvoice(tx, deps.sources, known.creditor, known.number);
  const { facts, policy, calendar } = gathered;
  const settled = settleInvoice(situation({ facts, policy, calendar }, moment));
  const commandId = `import/${formatDay(dueOn)}`;
  const command = { kind: CommandKind.changeDueDate, by, commandId, dueOn } as const;
  const verdict = decideCommand(situation({ facts: settled.facts, policy, calendar }, moment), command);
  if (verdict.refused !== undefined) return `dueOn: ${verdict.refused}`;
  const decision = joined(settled, verdict.decision);
  await writeInvoice(tx, { gathered, decision, asOf: moment }, { by, commandId });
  return null;
}

async function changeDispute(context: IntakeContext, known: InvoiceRow, disputed: boolean): Promise<void> {
  const { tx, deps, policy, calendar, asOf, by } = context;
  await updateDisputed(tx, known.id, disputed);
  await raiseVersion(tx, known.id);
  const holds = await findHolds(tx, {
    scope: HoldScope.INVOICE,
    creditor: known.creditor,
    invoiceId: known.id,
  });
  if (!disputed) {
    const ended = pausesToEnd(holds, HoldScope.INVOICE, HoldReason.DISPUTE, calendar.dayOf(asOf));
    for (const hold of ended) await releaseHold(tx, { holdId: hold.id, releasedAt: asOf, by });
    return;
  }
  if (policy.onDisputed === 'ignore') return;
  const { rehearsal } = deps.sources;
  const from = rehearsal ? known.issuedOn : calendar.dayOf(asOf);
  const recordedAt = rehearsal ? calendar.instantOf(from, 0) : asOf;
  const pause = { scope: HoldScope.INVOICE, kind: HoldKind.REMINDERS, reason: HoldReason.DISPUTE } as const;
  const { isNew, replaced } = placeOwnPause(holds, { ...pause, from, until: null }, calendar);
  if (!isNew) return;
  for (const { id } of replaced) await releaseHold(tx, { holdId: id, releasedAt: recordedAt, by });
  const days = { fromOn: from, untilOn: null, recordedAt };
  await insertHold(tx, { creditor: known.creditor, invoiceId: known.id, ...pause, ...days, by });
}
