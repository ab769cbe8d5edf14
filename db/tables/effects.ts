import { getTableColumns } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { CircuitState } from '../../domain/effects/circuit.ts';
import type { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import type { FeedbackOutcome } from '../../domain/effects/effect-outcome.ts';
import { flag, id } from './columns.ts';
import { invoices } from './invoices.ts';

/** Everything that leaves the system, under a key that is never used for anything else. */
export const effects = sqliteTable(
  'effects',
  {
    /** In the order in which they were planned: nothing else tells two of one instant apart. */
    id: id(),
    key: text('key').notNull().unique(),
    invoiceId: integer('invoice_id').references(() => invoices.id),
    /** The case it is about, for what goes to a collector. */
    caseId: integer('case_id'),
    kind: text('kind').$type<EffectKind>().notNull(),
    level: text('level'),
    round: integer('round').notNull(),
    channel: text('channel').notNull(),
    state: text('state').$type<EffectState>().notNull(),
    requestHash: text('request_hash').notNull(),
    /** The amount asked for, in minor units. */
    amount: integer('amount').notNull(),
    attempts: integer('attempts').notNull().default(0),
    attemptToken: text('attempt_token'),
    nextAttemptAt: integer('next_attempt_at').notNull(),
    providerId: text('provider_id'),
    plannedAt: integer('planned_at').notNull(),
    finishedAt: integer('finished_at'),
    deliveredOn: integer('delivered_on'),
    /** SHA-256 of the bytes that arrived, where the gateway tells it: copies made later are held against it. */
    deliveredHash: text('delivered_hash'),
    lastError: text('last_error'),
    /** Went out inside a hold that was recorded later. */
    sentInsideHold: flag('sent_inside_hold').notNull().default(false),
  },
  (t) => [
    index('effects_by_invoice').on(t.invoiceId),
    index('effects_by_case').on(t.caseId),
    index('effects_by_state').on(t.state, t.nextAttemptAt),
  ],
);

const { id: _, ...row } = getTableColumns(effects);
/** What is read of an effect: the key names it, the id only orders. */
export const EFFECT = row;

export type EffectRow = Readonly<Omit<typeof effects.$inferSelect, 'id'>>;

/** What was sent, apart from the ledger of effects so that it can be erased; the hash there stays. */
export const effectContents = sqliteTable('effect_contents', {
  key: text('key')
    .primaryKey()
    .references(() => effects.key),
  content: text('content', { mode: 'json' }).notNull(),
});

/** What channels told of letters after they had left, each once. */
export const deliveryFeedback = sqliteTable(
  'delivery_feedback',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    externalId: text('external_id').notNull(),
    effectKey: text('effect_key').notNull(),
    result: text('result').$type<FeedbackOutcome>().notNull(),
    channel: text('channel'),
    onDay: integer('on_day').notNull(),
    note: text('note'),
    by: text('by').notNull(),
    appliedAt: integer('applied_at').notNull(),
    /** What followed from it, in words. */
    says: text('says').notNull(),
  },
  (t) => [
    uniqueIndex('delivery_feedback_by_external_id').on(t.creditor, t.externalId),
    index('delivery_feedback_by_effect').on(t.effectKey),
  ],
);

/** How each gateway has done of late, as the worker has seen it that wrote last. */
export const circuits = sqliteTable('circuits', {
  name: text('name').primaryKey(),
  state: text('state').$type<CircuitState>().notNull(),
  failures: integer('failures').notNull(),
  since: integer('since').notNull(),
  probeAt: integer('probe_at').notNull(),
  lastError: text('last_error'),
  notedAt: integer('noted_at').notNull(),
});
