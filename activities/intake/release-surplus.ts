import { findInvoiceByNumber } from '../../db/invoice/invoices.ts';
import { insertEntry, ledgerOf } from '../../db/invoice/ledger.ts';
import { EntryKind } from '../../domain/kernel/ledger.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { openAmount } from '../../domain/kernel/open-amount.ts';
import type { IntakeContext } from './intake-context.ts';
import { assignMoney, type Cause, invoiceChanged, keepUnmatched } from './money.ts';
import { type RowResult, refused, TAKEN } from './row-result.ts';

/** Takes what was paid too much off an invoice, so that it can be matched with others or given back. */
export async function releaseSurplus(
  context: IntakeContext,
  number: string,
  asked: number | undefined,
  cause: Cause,
): Promise<RowResult> {
  const { tx, creditor, calendar, asOf, by } = context;
  const invoice = await findInvoiceByNumber(tx, creditor.creditor, number);
  if (invoice === undefined) return refused(`invoice: there is no invoice ${JSON.stringify(number)}.`);
  const bookedOn = calendar.dayOf(asOf);
  const ledger = await ledgerOf(tx, invoice.id);
  const { surplus } = openAmount(invoice.amount, ledger, bookedOn);
  const amount = asked ?? surplus;
  if (amount === 0) return refused(`invoice: ${number} is not paid too much.`);
  if (amount > surplus) {
    const [wanted, there] = [amount, surplus].map((minor) => formatAmount(minor, invoice.currency));
    return refused(`amount: ${wanted} is more than the ${there} that ${number} is paid too much.`);
  }
  const externalId = `surplus/${number}/${ledger.length + 1}`;
  const booking = { creditor: creditor.creditor, amount, bookedOn, recordedAt: asOf, by };
  await insertEntry(tx, { ...booking, externalId, kind: EntryKind.REFUND, invoiceId: invoice.id });
  await invoiceChanged(context, invoice.id);
  const money = await keepUnmatched(context, {
    ...booking,
    externalId: creditOf(externalId),
    kind: EntryKind.PAYMENT,
    invoiceNumber: '',
    currency: invoice.currency,
    customerId: invoice.customerId,
    text: `surplus of ${number}`,
  });
  await assignMoney(context, money, invoice.customerId, cause);
  return TAKEN;
}

/** The id of the money that a released surplus became, by that of the booking that took it off its invoice. */
export function creditOf(externalId: string): string {
  return `${externalId}/credit`;
}
