import { publishedSchema } from '../wire.ts';
import { levelMessageSchema } from './message.ts';

/** The JSON Schema of levels, for the services that they are posted to. */
export function levelJsonSchema(): string {
  return publishedSchema('Dunwell level', levelMessageSchema);
}
