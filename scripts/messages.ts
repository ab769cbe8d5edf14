import { keep, textOf } from './kept-file.ts';
import { messageForms } from './messages/forms.ts';

/*
 * tsx scripts/messages.ts            writes anew what follows from the definitions of messages
 * tsx scripts/messages.ts --check    exit 1 when something is not what they say
 */

const WRITTEN: Readonly<Record<string, (before: string) => string>> = {
  'contracts/message-forms.ts': messageForms,
};

for (const [name, written] of Object.entries(WRITTEN)) keep(name, written(textOf(name)), 'messages');
