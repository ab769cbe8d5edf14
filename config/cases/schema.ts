import { DEFAULT_CASE_SETTINGS as DEFAULT } from '../../domain/case/settings.ts';
import { oneOf, section, text, whole } from '../fields.ts';
import { judged, MAX_DAYS } from '../values.ts';
import { bytesOf, formatSize, LARGEST_SIZE } from './size.ts';

const size = judged(
  text(/^[1-9]\d{0,5} (KiB|MiB)$/, 'size', 'write one such as "10 MiB" or "500 KiB"'),
  (written) =>
    bytesOf(written) > LARGEST_SIZE ? `is too large; write at most "${formatSize(LARGEST_SIZE)}"` : undefined,
).transform(bytesOf);

/** The section about debt collection cases. */
export const casesSchema = section(
  {
    onPrincipalPaid: oneOf(['pause', 'complete'], 'choice')
      .default(DEFAULT.onPrincipalPaid)
      .describe('What follows when the principal is paid: a person looks at it, or the case is closed.'),
    waiveCostsAfterDays: whole(0, MAX_DAYS, 'number of days')
      .exactOptional()
      .describe('complete: waits so many days, then waives costs, interest and fees; left out, they stay.'),
    processingTimeoutDays: whole(1, MAX_DAYS, 'number of days')
      .default(DEFAULT.processingTimeoutDays)
      .describe('Days with the collector after which a case is closed.'),
    largestDocument: size.prefault(formatSize(DEFAULT.largestDocument)),
  },
  'cases section',
);
