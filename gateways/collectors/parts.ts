import { z } from 'zod';
import type { CollectorTarget } from '../../contracts/collector.ts';
import { CaseEnvironment } from '../../domain/case/state.ts';
import { type Day, formatDay } from '../../domain/kernel/day.ts';

/** Parts that orders and instructions share. What is unknown is null; amounts are decimals in quotes. */
export const day = z.iso.date();
export const text = z.string();
export const amount = z.string().regex(/^-?\d+(\.\d+)?$/);
export const currency = z.string().length(3);

/** One of a closed set of words. */
export function words<const Set extends Readonly<Record<string, string>>>(set: Set) {
  return z.enum(Object.values(set) as [Set[keyof Set], ...Set[keyof Set][]]);
}

export const environment = words(CaseEnvironment).describe('TEST: nothing may reach a debtor.');
export const configuration = z
  .strictObject({ name: text, version: z.int() })
  .describe('The configuration that chose this collector.');

export function configurationOf({ configuration: name, version }: CollectorTarget) {
  return { name, version };
}

export function isoOf(value: Day | null): string | null {
  return value === null ? null : formatDay(value);
}

/** A message as it is written to a file or sent. */
export function json(message: object): string {
  return `${JSON.stringify(message, null, 2)}\n`;
}
