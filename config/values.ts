import type { z } from 'zod';
import { type MinuteOfDay, parseDay, parseTimeOfDay } from '../domain/kernel/day.ts';
import { parseAmount } from '../domain/kernel/money.ts';
import { text } from './fields.ts';

/** The most days that a rule may count. */
export const MAX_DAYS = 3650;

/** A text that a rule judges; the rule returns what is wrong, or undefined. */
export function judged(plain: z.ZodString, judge: (value: string) => string | undefined) {
  return plain.check((context) => {
    const reason = judge(context.value);
    if (reason !== undefined) {
      context.issues.push({ code: 'custom', message: reason, input: context.value });
    }
  });
}

export const amount = text(
  /^\d+(\.\d+)?$/,
  'amount',
  'write a decimal in quotes such as "10.00", with a point and without thousands separators',
);

/** Minor units of an amount; rules.ts has judged it with its currency, so a failure here is a mistake of ours. */
export function minorOf(written: string, currency: string): number {
  const parsed = parseAmount(written, currency);
  if (!parsed.ok) throw new Error(`unchecked amount ${written}: ${parsed.reason}`);
  return parsed.minor;
}

export const time = text(
  /^([01]\d|2[0-3]):[0-5]\d$/,
  'time of day',
  'write hours and minutes such as "09:00", from "00:00" to "23:59"',
).transform((written) => parseTimeOfDay(written) as MinuteOfDay);

export const date = judged(text(/^\d{4}-\d{2}-\d{2}$/, 'date', 'write one like 2026-12-24'), (value) =>
  parseDay(value) === undefined ? 'is no date of the calendar; write one like 2026-12-24' : undefined,
);
