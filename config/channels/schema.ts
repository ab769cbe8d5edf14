import { section, text } from '../fields.ts';
import { emailSchema } from './email.ts';
import { letterSchema } from './letter.ts';
import { webhookSchema } from './webhook.ts';

/** A channels file as it is written: one section for each channel; a new channel is its file and its line here. */
export const channelsFileSchema = section(
  {
    creditor: text(/^[A-Za-z0-9][A-Za-z0-9-]{0,59}$/, 'creditor code', 'write one such as acme')
      .exactOptional()
      .describe('Whose channels they are; left out, the default of all creditors.'),
    email: emailSchema.exactOptional(),
    letter: letterSchema.exactOptional(),
    webhook: webhookSchema.exactOptional(),
  },
  'channels file',
);
