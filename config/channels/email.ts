import { z } from 'zod';
import { EmailWay } from '../../domain/channels/email.ts';
import { kindSays, section } from '../fields.ts';

const byKind = {
  outbox: section({ kind: z.literal(EmailWay.OUTBOX) }, 'way for e-mails'),
};

/** How e-mails leave. */
export const emailSchema = z.discriminatedUnion('kind', [byKind.outbox], {
  error: kindSays('way for e-mails', Object.keys(byKind), '{ kind: outbox }'),
});
