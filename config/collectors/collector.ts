import { z } from 'zod';
import { CollectorKind } from '../../domain/case/configuration.ts';
import { addressProblem } from '../../domain/kernel/https-address.ts';
import { flag, kindSays, section, text, whole } from '../fields.ts';
import { authority, folder, secretReference } from '../references.ts';
import { judged } from '../values.ts';

const MINUTES_OF_A_WEEK = 7 * 24 * 60;
/** An attempt holds its effect for 30 seconds: an exchange must be over before. */
const LONGEST_EXCHANGE = 25;

const askEveryMinutes = whole(1, MINUTES_OF_A_WEEK, 'number of minutes')
  .default(60)
  .describe('How often the collector is asked for news, whatever it says by itself.');

const byKind = {
  hand: section({ kind: z.literal(CollectorKind.HAND) }, 'collector'),
  file: section(
    {
      kind: z.literal(CollectorKind.FILE),
      folder: folder.describe('Where orders go; relative to the outbox folder unless absolute.'),
      acknowledged: flag('yes or no')
        .default(false)
        .describe('true: the collector answers with files; false: written counts as accepted.'),
      askEveryMinutes,
    },
    'collector',
  ),
  https: section(
    {
      kind: z.literal(CollectorKind.HTTPS),
      url: judged(
        text(/^\S+$/, 'address', 'write one like https://collector.example/dunwell'),
        addressProblem,
      ).describe('Base address; plain http for this machine only.'),
      secret: secretReference.describe('Where the key of the signatures lies, both ways.'),
      timeoutSeconds: whole(1, LONGEST_EXCHANGE, 'number of seconds').default(15),
      askEveryMinutes,
      ca: authority.exactOptional().describe('File with the certificate of a private authority.'),
    },
    'collector',
  ),
};

/** How a collector is reached. */
export const collectorSchema = z.discriminatedUnion('kind', [byKind.hand, byKind.file, byKind.https], {
  error: kindSays('collector', Object.keys(byKind), '{ kind: hand }'),
});
