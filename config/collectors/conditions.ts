import { z } from 'zod';
import { currencyProblem } from '../currency.ts';
import { kindSays, oneOf, says, section, text, whole } from '../fields.ts';
import { amount, judged, MAX_DAYS } from '../values.ts';

const currency = judged(text(/^\S+$/, 'currency', 'write a code of ISO 4217 such as EUR'), currencyProblem);
const country = text(/^[A-Z]{2}$/, 'country', 'write the two capital letters of ISO 3166 such as NL');
const days = whole(0, MAX_DAYS, 'number of days').exactOptional();

const list = <Item extends z.ZodType>(item: Item, example: string) =>
  z
    .array(item, { error: says('list', `write a list such as [${example}]`) })
    .min(1, { error: 'is an empty list; leave the condition out to let every case pass' });

const byKind = {
  amount: section(
    {
      kind: z.literal('amount'),
      currency: currency.describe('A case in another currency fails the condition.'),
      atLeast: amount.exactOptional().describe('From this amount on.'),
      below: amount.exactOptional().describe('Up to this amount, not included.'),
    },
    'condition',
  ),
  currency: section({ kind: z.literal('currency'), oneOf: list(currency, 'EUR') }, 'condition'),
  country: section({ kind: z.literal('country'), oneOf: list(country, 'NL') }, 'condition').describe(
    'Where the debtor lives; one whose country is not known fails it.',
  ),
  customerKind: section(
    { kind: z.literal('customerKind'), is: oneOf(['consumer', 'business'], 'kind of customer') },
    'condition',
  ),
  age: section({ kind: z.literal('age'), atLeastDays: days, underDays: days }, 'condition').describe(
    'Days since the due date of the case.',
  ),
};

const example = '{ kind: country, oneOf: [NL] }';

/** The conditions of a configuration; limits against each other are compared in rules.ts. */
export const conditionsSchema = z
  .array(
    z.discriminatedUnion(
      'kind',
      [byKind.amount, byKind.currency, byKind.country, byKind.customerKind, byKind.age],
      { error: kindSays('condition', Object.keys(byKind), example) },
    ),
    { error: says('list of conditions', `write a list such as [${example}]`) },
  )
  .max(50, { error: 'has more than 50 conditions' });
