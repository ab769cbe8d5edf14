import { casesOf } from '../../db/case/cases.ts';
import { type EffectRow, effectsOf } from '../../db/effects/effects.ts';
import { findHolds, type HoldRow } from '../../db/holds.ts';
import { commandsOf } from '../../db/invoice/command-lists.ts';
import type { CommandRow } from '../../db/invoice/commands.ts';
import { findInvoiceByNumber, type InvoiceRow } from '../../db/invoice/invoices.ts';
import { type LedgerRow, ledgerOf } from '../../db/invoice/ledger.ts';
import { type TransitionRow, transitionsOf } from '../../db/invoice/transitions.ts';
import { type TaskRow, tasksOf } from '../../db/tasks/tasks.ts';
import type { Tx } from '../../db/tx.ts';
import { HoldScope } from '../../domain/kernel/holds.ts';
import { TaskSubject } from '../../domain/tasks/task.ts';
import { NotInDatabase } from '../not-in-database.ts';

/** Everything that was ever written down about an invoice. */
export interface History {
  readonly row: InvoiceRow;
  readonly transitions: readonly TransitionRow[];
  readonly ledger: readonly LedgerRow[];
  /** Of the invoice, its customer and its creditor. */
  readonly holds: readonly HoldRow[];
  readonly effects: readonly EffectRow[];
  readonly commands: readonly CommandRow[];
  readonly cases: Awaited<ReturnType<typeof casesOf>>;
  /** Open and ended ones. */
  readonly tasks: readonly TaskRow[];
}

/** Reads the whole history of an invoice; throws NotInDatabase when there is none. */
export async function gatherHistory(tx: Tx, creditor: string, number: string): Promise<History> {
  const row = await findInvoiceByNumber(tx, creditor, number);
  if (row === undefined) throw new NotInDatabase(`Creditor ${creditor} has no invoice ${number}.`);
  const { id: invoiceId, customerId } = row;
  const holds = [
    ...(await findHolds(tx, { creditor, scope: HoldScope.INVOICE, invoiceId })),
    ...(await findHolds(tx, { creditor, scope: HoldScope.CUSTOMER, customerId })),
    ...(await findHolds(tx, { creditor, scope: HoldScope.CREDITOR })),
  ];
  return {
    row,
    transitions: await transitionsOf(tx, invoiceId),
    ledger: await ledgerOf(tx, invoiceId),
    holds,
    effects: await effectsOf(tx, invoiceId),
    commands: await commandsOf(tx, invoiceId),
    cases: await casesOf(tx, invoiceId),
    tasks: await tasksOf(tx, { creditor, subject: TaskSubject.INVOICE, about: number }),
  };
}
