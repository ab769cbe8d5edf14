import type { InvoiceKind } from '../../domain/invoice/messages/index.ts';
import type { InvoiceForm } from '../../domain/invoice/messages/message.ts';
import type { InvoiceQuery } from '../../read/invoice/filter.ts';
import type { SharedOptions } from '../kit/options.ts';
import type { SendingOptions } from './deliver.ts';

/** What every message to invoices takes. */
export interface MessageOptions extends SharedOptions, SendingOptions, InvoiceQuery {
  readonly commit?: boolean;
  readonly all?: boolean;
}

/** A message ready to be sent. */
export interface Message {
  readonly form: InvoiceForm<InvoiceKind>;
  /** Its own fields; who asks and the id are added when it is sent. */
  readonly fields: Readonly<Record<string, unknown>>;
}
