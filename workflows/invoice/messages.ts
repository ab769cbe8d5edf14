import { INVOICE_FORMS } from '../../contracts/message-forms.ts';
import type { InvoiceKind } from '../../domain/invoice/messages/index.ts';
import { descriptionOf, readMessage } from '../../domain/kernel/message.ts';
import type { MessageForm } from '../actor/subject.ts';

export type InvoiceMessage = InvoiceKind;

export const INVOICE_MESSAGES: readonly MessageForm<InvoiceMessage>[] = INVOICE_FORMS.map((form) => ({
  kind: form.kind,
  description: descriptionOf(form),
  parse: (content: unknown) => readMessage(form, content, ''),
}));
