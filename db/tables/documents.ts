import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { ofCase } from './cases.ts';
import { id } from './columns.ts';

/** Contents of documents, once each whatever the number of cases. */
export const documentContents = sqliteTable(
  'document_contents',
  {
    /** SHA-256, hexadecimal. */
    hash: text('hash').primaryKey(),
    type: text('type').notNull(),
    size: integer('size').notNull(),
    storedAt: integer('stored_at').notNull(),
    // Last: SQLite walks through a large value to reach what stands behind it.
    content: blob('content', { mode: 'buffer' }).notNull(),
  },
  (t) => [index('document_contents_by_stored_at').on(t.storedAt)],
);

export const caseDocuments = sqliteTable(
  'case_documents',
  {
    id: id(),
    caseId: ofCase(),
    name: text('name').notNull(),
    hash: text('hash')
      .notNull()
      .references(() => documentContents.hash),
    /** What it counts as: the type of the content, or a more telling one that it agrees with. */
    type: text('type').notNull(),
    /** The letter it is a copy of, or the key of the proof of delivery; null for what a person attached. */
    effectKey: text('effect_key'),
    attachedAt: integer('attached_at').notNull(),
    by: text('by').notNull(),
  },
  (t) => [
    uniqueIndex('case_documents_by_name').on(t.caseId, t.name),
    index('case_documents_by_hash').on(t.hash),
  ],
);
