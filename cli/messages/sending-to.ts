import type { InvoiceRef } from '../../client/client.ts';
import type { InvoicePlan } from '../../contracts/invoice.ts';
import type { Server } from '../kit/server-connection.ts';
import type { Sending } from './deliver.ts';
import type { Message } from './message.ts';

/** A message to one invoice, ready to be sent. */
export function sendingTo(
  { client }: Server,
  invoice: InvoiceRef,
  { form: { kind } }: Message,
  wire: object,
): Sending<InvoicePlan> {
  return {
    ask: () => client.ask(invoice, kind, wire as never),
    tell: () => client.tell(invoice, kind, wire as never),
    look: `dunwell timeline ${invoice.number}`,
  };
}
