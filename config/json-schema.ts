import { z } from 'zod';
import { channelsFileSchema } from './channels/schema.ts';
import { collectorsFileSchema } from './collectors/schema.ts';
import { ownWordsSchema } from './letters/schema.ts';
import { creditorFileSchema } from './schema.ts';

/** The JSON Schema of creditor files, for editors that check and complete YAML while it is written. */
export function creditorJsonSchema(): string {
  return published(creditorFileSchema, 'Dunwell creditor file');
}

/** The same for files of collector configurations. */
export function collectorsJsonSchema(): string {
  return published(collectorsFileSchema, 'Dunwell collector configurations');
}

/** The same for files of channels. */
export function channelsJsonSchema(): string {
  return published(channelsFileSchema, 'Dunwell channels');
}

/** The same for a creditor's own texts in one language. */
export function letterTextsJsonSchema(): string {
  return published(ownWordsSchema, "Dunwell: a creditor's own texts");
}

function published(file: z.ZodType, title: string): string {
  const schema = z.toJSONSchema(file, { io: 'input', target: 'draft-7' });
  const titled = {
    $schema: schema.$schema,
    title,
    description: 'Dunwell checks more than this schema can say: run `dunwell` on the file to hear all of it.',
    ...schema,
  };
  return `${JSON.stringify(titled, null, 2)}\n`;
}
