import { z } from 'zod';
import { type Day, formatDay } from '../domain/kernel/day.ts';

/* What all messages share that leave for others or come from them: days are ISO dates, what is unknown is null. */

export const day = z.iso.date();

/** One of a closed set of words. */
export function words<const Set extends Readonly<Record<string, string>>>(set: Set) {
  return z.enum(Object.values(set) as [Set[keyof Set], ...Set[keyof Set][]]);
}

export function isoOf(value: Day | null): string | null {
  return value === null ? null : formatDay(value);
}

/** A message as it is written to a file or sent. */
export function json(message: object): string {
  return `${JSON.stringify(message, null, 2)}\n`;
}

/** The JSON Schema of a message, for those at the other end. */
export function publishedSchema(title: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return json({ $schema, title, ...rest });
}
