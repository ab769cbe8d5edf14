import type { AgreedInvoice, Agreement } from '../agreements/agreement.ts';
import type { InvoiceFacts } from './facts.ts';

/** What was booked by this very decision counts, too. */
export function withOwnLedger({ number, amount, ledger }: InvoiceFacts, agreement: Agreement): Agreement {
  const own = (one: AgreedInvoice) => (one.number === number ? { ...one, amount, ledger } : one);
  return { ...agreement, invoices: agreement.invoices.map(own) };
}
