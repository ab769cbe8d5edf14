import { publishedSchema } from '../wire.ts';
import { instructionMessageSchema } from './instruction.ts';
import { orderMessageSchema } from './order.ts';
import { reportSchema } from './report.ts';

/** The JSON Schema of orders, for collectors that receive them. */
export function orderJsonSchema(): string {
  return publishedSchema('Dunwell collector order', orderMessageSchema);
}

/** The JSON Schema of instructions, for collectors that receive them. */
export function instructionJsonSchema(): string {
  return publishedSchema('Dunwell collector instruction', instructionMessageSchema);
}

/** The JSON Schema of the reports that collectors write. */
export function reportJsonSchema(): string {
  return publishedSchema('Dunwell collector report', reportSchema);
}
