import { z } from 'zod';
import type { CollectorTarget } from '../../contracts/collector.ts';
import { CaseEnvironment } from '../../domain/case/state.ts';
import { words } from '../wire.ts';

/** Parts that orders and instructions share; amounts are decimals in quotes. */
export const text = z.string();
export const amount = z.string().regex(/^-?\d+(\.\d+)?$/);
export const currency = z.string().length(3);

export const environment = words(CaseEnvironment).describe('TEST: nothing may reach a debtor.');
export const configuration = z
  .strictObject({ name: text, version: z.int() })
  .describe('The configuration that chose this collector.');

export function configurationOf({ configuration: name, version }: CollectorTarget) {
  return { name, version };
}
