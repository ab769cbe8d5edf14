import { casesOf } from '../db/cases.ts';
import { commandsOf } from '../db/command-lists.ts';
import type { CommandRow } from '../db/commands.ts';
import { type EffectRow, effectsOf } from '../db/effects.ts';
import { findHolds, type HoldRow } from '../db/holds.ts';
import { findInvoiceByNumber, type InvoiceRow } from '../db/invoices.ts';
import { type LedgerRow, ledgerOf } from '../db/ledger.ts';
import { type TaskRow, tasksOf } from '../db/tasks.ts';
import { type TransitionRow, transitionsOf } from '../db/transitions.ts';
import type { Tx } from '../db/tx.ts';
import { HoldScope } from '../domain/holds.ts';
import { TaskSubject } from '../domain/tasks.ts';
import { NotInDatabase } from './not-in-database.ts';

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
