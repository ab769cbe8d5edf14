import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { ScriptedEvent } from '../../contracts/script.ts';
import { flag, id } from './columns.ts';

/** Rehearsal: what operator and collector will do, as dated facts. */
export const scriptedEvents = sqliteTable(
  'scripted_events',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    /** Where it stands in the script. */
    line: integer('line').notNull().default(0),
    at: integer('at').notNull(),
    invoice: text('invoice'),
    /** Reference of a case, or the number of an invoice: then its newest case. */
    case: text('case_reference'),
    does: text('does').$type<ScriptedEvent['does']>().notNull(),
    body: text('body', { mode: 'json' }).$type<ScriptedEvent['body']>().notNull(),
    doneAt: integer('done_at'),
    refused: flag('refused').notNull().default(false),
    /** What came of it, in words; a refusal too. */
    says: text('says'),
  },
  (t) => [
    index('scripted_events_by_invoice').on(t.creditor, t.invoice, t.at),
    index('scripted_events_by_case').on(t.creditor, t.case, t.at),
  ],
);
