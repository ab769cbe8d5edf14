import { z } from 'zod';
import { signalAnswerSchema } from './answer.ts';
import { signalMessageSchema } from './message.ts';

/** The JSON Schema of the signals that gateways send, for those who receive them. */
export function signalJsonSchema(): string {
  return written('Dunwell signal', signalMessageSchema);
}

/** The JSON Schema of the answers that gateways read. */
export function signalAnswerJsonSchema(): string {
  return written('Dunwell signal answer', signalAnswerSchema);
}

function written(title: string, schema: z.ZodType): string {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`;
}
