import { z } from 'zod';
import { MUNICIPAL_CODES, MunicipalCode } from '../domain/signals/municipal-codes.ts';
import { FEEDBACK_FORMAT } from './feedback-json.ts';

const text = z.string().min(1).max(200);
const RESULTS = Object.values(MunicipalCode).flatMap((code) => [code, ...MUNICIPAL_CODES[code].ggm]);

/** The JSON Schema of the word of municipalities that is read, for those who write it. */
export function feedbackJsonSchema(): string {
  const entry = z.strictObject({
    result: z.enum(RESULTS as [string, ...string[]]).describe('Case and signs do not matter.'),
    on: z.iso.date(),
    reference: text.nullish().describe('Of the signal; or name the customer, then it is about the last one.'),
    customer: text.nullish().describe('Customer number.'),
    rejectionCode: text.nullish().describe('With the result REJECTED: why.'),
    municipalityReference: text.nullish(),
    note: z.string().max(500).nullish(),
    externalId: text.nullish().describe('The same one again changes nothing; without it the content tells.'),
  });
  const schema = z.strictObject({ format: z.literal(FEEDBACK_FORMAT), feedback: z.array(entry) });
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ $schema, title: 'Dunwell signal feedback', ...rest }, null, 2)}\n`;
}
