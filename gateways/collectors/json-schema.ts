import { z } from 'zod';
import { instructionMessageSchema } from './instruction.ts';
import { orderMessageSchema } from './order.ts';
import { reportSchema } from './report.ts';

/** The JSON Schema of orders, for collectors that receive them. */
export function orderJsonSchema(): string {
  return written('Dunwell collector order', orderMessageSchema);
}

/** The JSON Schema of instructions, for collectors that receive them. */
export function instructionJsonSchema(): string {
  return written('Dunwell collector instruction', instructionMessageSchema);
}

/** The JSON Schema of the reports that collectors write. */
export function reportJsonSchema(): string {
  return written('Dunwell collector report', reportSchema);
}

function written(title: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}
