import { findInvoiceByNumber } from '../../db/invoice/invoices.ts';
import { queueWake } from '../../db/invoice/wake.ts';
import type { Tx } from '../../db/tx.ts';
import type { Agreement } from '../../domain/agreements/agreement.ts';
import { joinAgreement } from '../../domain/invoice/agree.ts';
import type { Decision } from '../../domain/invoice/decision.ts';
import type { Command } from '../../domain/invoice/messages/index.ts';
import { settleInvoice } from '../../domain/invoice/settle.ts';
import { RefusalCode, type Refused, refuse } from '../../domain/kernel/refusal.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { type Gathered, gatherFrom } from '../../gather/invoice/gather-invoice.ts';
import type { InvoiceContext } from './types.ts';
import { writeInvoice } from './write.ts';

/** Another invoice of the customer, settled as of now. */
export interface OtherInvoice {
  readonly gathered: Gathered;
  readonly decision: Decision;
}

/** The further invoices that a message is about: of the same customer, whom the transaction keeps for itself. */
export async function otherInvoices(
  tx: Tx,
  { deps, gathered, asOf }: InvoiceContext,
  command: Command,
): Promise<readonly OtherInvoice[] | Refused> {
  const named: readonly string[] = 'with' in command ? command.with : [];
  const { creditor, customerId, number: own } = gathered.row;
  const numbers = [...new Set(named)].filter((number) => number !== own);
  if (numbers.length > 0 && deps.sources.rehearsal) {
    const says = 'In a rehearsal each invoice has a clock of its own: agree on one invoice at a time.';
    return refuse(RefusalCode.NOT_ALLOWED, says);
  }
  const others: OtherInvoice[] = [];
  for (const number of numbers) {
    const row = await findInvoiceByNumber(tx, creditor, number);
    if (row === undefined) {
      return refuse(RefusalCode.NOT_FOUND, `Creditor ${creditor} has no invoice ${number}.`);
    }
    if (row.customerId !== customerId) {
      return refuse(RefusalCode.WRONG_VALUE, `Invoice ${number} is another customer's.`);
    }
    const other = await gatherFrom(tx, deps.sources, row);
    others.push({ gathered: other, decision: settleInvoice(situation(other, asOf)) });
  }
  return others;
}

/** Writes that the other invoices are part of an agreement, too. */
export async function writeOthers(
  tx: Tx,
  others: readonly OtherInvoice[],
  agreement: Agreement,
  { by, commandId }: Pick<Command, 'by' | 'commandId'>,
  asOf: number,
): Promise<void> {
  for (const { gathered, decision } of others) {
    const occasion = { at: asOf, on: agreement.madeOn, by, commandId };
    const joined = joinAgreement(decision, agreement, occasion);
    await writeInvoice(tx, { gathered, decision: joined, asOf }, { by, commandId });
    await queueWake(tx, gathered.row.id, 'payment agreed', asOf);
  }
}
