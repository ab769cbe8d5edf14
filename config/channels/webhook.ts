import { z } from 'zod';
import { addressProblem } from '../../domain/kernel/https-address.ts';
import { says, section, text, whole } from '../fields.ts';
import { authority, secretReference } from '../references.ts';
import { judged } from '../values.ts';

/** A hand-over has 25 seconds, and what was lost is asked for in them, too. */
const LONGEST_EXCHANGE = 20;

/** Where levels are posted for another service to write to the debtor. */
export const webhookSchema = section(
  {
    kind: z.literal('https', { error: says('kind of webhook', 'write https') }),
    url: judged(
      text(/^\S+$/, 'address', 'write one like https://letters.example/dunwell'),
      addressProblem,
    ).describe('Address that levels are posted to; plain http for this machine only.'),
    secrets: z
      .array(secretReference, {
        error: says('list of references to secrets', 'write a list such as [env:WEBHOOK_KEY]'),
      })
      .min(1, { error: 'is an empty list; write a list such as [env:WEBHOOK_KEY]' })
      .max(5, { error: 'has more than 5 secrets' })
      .describe('Where the keys of the signatures lie, the newest first; while one is replaced, two sign.'),
    timeoutSeconds: whole(1, LONGEST_EXCHANGE, 'number of seconds').default(15),
    ca: authority.exactOptional().describe('File with the certificate of a private authority.'),
  },
  'webhook',
);
