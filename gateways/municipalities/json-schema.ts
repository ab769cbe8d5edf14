import { publishedSchema } from '../wire.ts';
import { signalAnswerSchema } from './answer.ts';
import { signalMessageSchema } from './message.ts';

/** The JSON Schema of the signals that gateways send, for those who receive them. */
export function signalJsonSchema(): string {
  return publishedSchema('Dunwell signal', signalMessageSchema);
}

/** The JSON Schema of the answers that gateways read. */
export function signalAnswerJsonSchema(): string {
  return publishedSchema('Dunwell signal answer', signalAnswerSchema);
}
