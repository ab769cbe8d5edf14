import { messagesJsonSchema } from '../contracts/message-json-schema.ts';
import { CASE_MESSAGES } from '../domain/case/messages/index.ts';
import { INVOICE_MESSAGES } from '../domain/invoice/messages/index.ts';
import { keep, textOf } from './kept-file.ts';
import { messagesPage } from './messages/docs.ts';
import { messageForms } from './messages/forms.ts';

/*
 * tsx scripts/messages.ts            writes anew what follows from the definitions of messages
 * tsx scripts/messages.ts --check    exit 1 when something is not what they say
 */

const WRITTEN: Readonly<Record<string, (before: string) => string>> = {
  'contracts/message-forms.ts': messageForms,
  'contracts/messages.schema.json': () => messagesJsonSchema(INVOICE_MESSAGES, CASE_MESSAGES),
  'docs/messages.md': messagesPage,
};

for (const [name, written] of Object.entries(WRITTEN)) keep(name, written(textOf(name)), 'messages');
