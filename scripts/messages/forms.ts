import { CASE_MESSAGES } from '../../domain/case/messages/index.ts';
import { INVOICE_MESSAGES } from '../../domain/invoice/messages/index.ts';
import type { MessageForm, MessageNotes } from '../../domain/kernel/message.ts';

/**
 * The definitions of all messages without their rules: what workflows, clients and the command line must know.
 * Rules stay out of the workflows' bundle like this.
 */
export function messageForms(): string {
  return `import type { CaseKind } from '../domain/case/messages/index.ts';
import type { CaseForm } from '../domain/case/messages/message.ts';
import type { InvoiceKind } from '../domain/invoice/messages/index.ts';
import type { InvoiceForm } from '../domain/invoice/messages/message.ts';

// Generated from domain/*/messages by scripts/messages.ts. Change those, then run it again.

export const INVOICE_FORMS: readonly InvoiceForm<InvoiceKind>[] = ${listOf(INVOICE_MESSAGES)};

export const CASE_FORMS: readonly CaseForm<CaseKind>[] = ${listOf(CASE_MESSAGES)};
`;
}

type Defined = MessageForm & MessageNotes & { readonly decide?: unknown };

function listOf(messages: readonly Defined[]): string {
  const forms = messages.map(({ decide: _, details: __, refused: ___, ...form }) => form);
  return `[\n${forms.map((form) => `  ${JSON.stringify(form)},\n`).join('')}]`;
}
