import { z } from 'zod';
import { creditorFileSchema } from './schema.ts';

/** The JSON Schema of creditor files, for editors that check and complete YAML while it is written. */
export function creditorJsonSchema(): string {
  const schema = z.toJSONSchema(creditorFileSchema, { io: 'input', target: 'draft-7' });
  const titled = {
    $schema: schema.$schema,
    title: 'Dunwell creditor file',
    description: 'Dunwell checks more than this schema can say: run `dunwell` on the file to hear all of it.',
    ...schema,
  };
  return `${JSON.stringify(titled, null, 2)}\n`;
}
