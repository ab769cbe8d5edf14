import { z } from 'zod';
import { CaseEnvironment } from '../../domain/case/state.ts';
import { flag, oneOf, says, section, text, whole } from '../fields.ts';
import { collectorSchema } from './collector.ts';
import { conditionsSchema } from './conditions.ts';

const creditor = text(/^[A-Za-z0-9][A-Za-z0-9-]{0,59}$/, 'creditor code', 'write one such as acme');

const configuration = section(
  {
    name: text(
      /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/,
      'name',
      'write up to 60 letters, digits, dashes, dots and underscores',
    ).describe('Names the configuration for ever; a case can ask for it by name.'),
    state: oneOf(['ACTIVE', 'INACTIVE'], 'state').default('ACTIVE'),
    collector: collectorSchema,
    conditions: conditionsSchema.default([]).describe('All must hold; without any, every case fits.'),
    priority: whole(0, 1_000_000, 'priority')
      .default(100)
      .describe('Low numbers are looked at first, equal ones in the order of their names.'),
    skipReview: flag('yes or no').default(false).describe('true: ordered at once, without a review.'),
    creditors: z
      .array(creditor, { error: says('list of creditors', 'write a list such as [acme]') })
      .max(1000, { error: 'has more than 1000 creditors' })
      .default([])
      .describe('Creditors it serves; all when left out or empty.'),
    environments: z
      .array(oneOf([CaseEnvironment.TEST, CaseEnvironment.PRODUCTION], 'environment'), {
        error: says('list of environments', 'write a list such as [PRODUCTION]'),
      })
      .min(1, { error: 'is an empty list; write [TEST], [PRODUCTION] or both' })
      .default([CaseEnvironment.PRODUCTION]),
  },
  'collector configuration',
);

/** A file of collector configurations as it is written; rules across its fields stand in rules.ts. */
export const collectorsFileSchema = z
  .array(configuration, {
    error: says(
      'list of collector configurations',
      'write a list, each beginning with - name:, or [] for none',
    ),
  })
  .max(1000, { error: 'has more than 1000 configurations' });

export type CollectorsFile = z.output<typeof collectorsFileSchema>;
