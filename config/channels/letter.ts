import { z } from 'zod';
import { LetterWay } from '../../domain/channels/letter.ts';
import { kindSays, section } from '../fields.ts';

const byKind = {
  outbox: section({ kind: z.literal(LetterWay.OUTBOX) }, 'way for letters'),
};

/** How letters leave. */
export const letterSchema = z.discriminatedUnion('kind', [byKind.outbox], {
  error: kindSays('way for letters', Object.keys(byKind), '{ kind: outbox }'),
});
