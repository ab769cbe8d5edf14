import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { SignalSettings } from '../../domain/signals/settings.ts';
import type { SignalAction, SignalState, SignalType } from '../../domain/signals/signal.ts';
import { id, published } from './columns.ts';
import { customers, ofCustomer } from './customers.ts';

/* Early and crisis signals: settings, evaluations, the prepared list, what was sent, and what they need of customers. */

/** Published settings of early and crisis signals, never changed; a body of null takes them back. */
export const signalSettings = sqliteTable(
  'signal_settings',
  {
    creditor: text('creditor').notNull(),
    ...published<SignalSettings | null>(),
  },
  (t) => [primaryKey({ columns: [t.creditor, t.version] })],
);

/** One evaluation each; killed in the middle it goes on after its cursor, and on another local day gives way to a new one. */
export const signalRuns = sqliteTable(
  'signal_runs',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    settingsVersion: integer('settings_version').notNull(),
    asOf: integer('as_of').notNull(),
    onDay: integer('on_day').notNull(),
    /** The last customer there was when it began: an import beside it would keep it running for ever. */
    upTo: integer('up_to').notNull().default(0),
    /** The last customer looked at. */
    cursor: integer('cursor').notNull().default(0),
    customers: integer('customers').notNull().default(0),
    earlyAdded: integer('early_added').notNull().default(0),
    earlyKept: integer('early_kept').notNull().default(0),
    earlyRemoved: integer('early_removed').notNull().default(0),
    crisisAdded: integer('crisis_added').notNull().default(0),
    crisisKept: integer('crisis_kept').notNull().default(0),
    crisisRemoved: integer('crisis_removed').notNull().default(0),
    finishedAt: integer('finished_at'),
  },
  (t) => [
    index('signal_runs_by_creditor').on(t.creditor),
    // At most one under way per creditor.
    uniqueIndex('signal_runs_open').on(t.creditor).where(sql.raw('"finished_at" is null')),
  ],
);

const isOpenPrepared = `"state" in ('prepared', 'approved')`;

/** Statements must repeat these words exactly for SQLite to see that the partial index serves them. */
export const OPEN_PREPARED = sql.raw(isOpenPrepared);

/** What tells open ones of a customer apart: the report that a Remove takes back, and nothing for the others. */
export const OPEN_FOR = `case when "action" = 'remove' then "replaces" else '' end`;

/** The prepared list: what could be sent, and what became of it. */
export const preparedSignals = sqliteTable(
  'signal_candidates',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    customerId: ofCustomer(),
    type: text('type').$type<SignalType>().notNull(),
    action: text('action').$type<SignalAction>().notNull(),
    /** Prepared and approved ones are open: at most one per customer, and a Remove for each report. */
    state: text('state').$type<SignalState>().notNull(),
    gateway: text('gateway').notNull(),
    /** Overdue and open when last evaluated, in minor units. */
    amount: integer('amount').notNull(),
    currency: text('currency').notNull(),
    originOn: integer('origin_on'),
    finalReminders: integer('final_reminders').notNull(),
    /** Remove: the signal to take back. */
    replaces: text('replaces'),
    preparedAt: integer('prepared_at').notNull(),
    preparedRun: integer('prepared_run'),
    evaluatedAt: integer('evaluated_at').notNull(),
    evaluatedRun: integer('evaluated_run'),
    /** Set when approved. */
    sendId: text('send_id'),
    /** The effect's key, given when it is first about to be sent. */
    key: text('key'),
    endedAt: integer('ended_at'),
    /** Names of the conditions that no longer held, of the signal that took its place, or what a person did. */
    endedBecause: text('ended_because', { mode: 'json' }).$type<readonly string[]>(),
  },
  (t) => [
    uniqueIndex('signal_candidates_open').on(t.customerId, sql.raw(OPEN_FOR)).where(OPEN_PREPARED),
    index('signal_candidates_by_state').on(t.creditor, t.state, t.type),
    index('signal_candidates_by_customer').on(t.customerId),
    // Partial: preparing writes nothing into them, which is most of what is ever written here.
    index('signal_candidates_by_send').on(t.sendId, t.id).where(sql.raw('"send_id" is not null')),
    index('signal_candidates_by_end').on(t.endedAt).where(sql.raw('"ended_at" is not null')),
  ],
);

/** Sends with who approved what, and how far each is. */
export const signalSends = sqliteTable('signal_sends', {
  id: text('id').primaryKey(),
  creditor: text('creditor').notNull(),
  by: text('by').notNull(),
  filter: text('filter', { mode: 'json' }).notNull(),
  approvedAt: integer('approved_at').notNull(),
  total: integer('total').notNull(),
  finishedAt: integer('finished_at'),
});

/** What became of each customer of a send. */
export const signalSendResults = sqliteTable(
  'signal_send_results',
  {
    sendId: text('send_id')
      .notNull()
      .references(() => signalSends.id),
    preparedId: integer('candidate_id').notNull(),
    outcome: text('outcome').notNull(),
    /** Conditions that no longer held, or what the gateway said. */
    says: text('says', { mode: 'json' }).$type<readonly string[]>().notNull(),
    nextAttemptAt: integer('next_attempt_at'),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.sendId, t.preparedId] })],
);

/** Signals about to leave or gone, under the key of their effect. */
export const signals = sqliteTable(
  'signals',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    customerId: ofCustomer(),
    /** 0 for what another system has sent: nothing here led to it. */
    preparedId: integer('candidate_id').notNull(),
    key: text('key').notNull(),
    type: text('type').$type<SignalType>().notNull(),
    action: text('action').$type<SignalAction>().notNull(),
    state: text('state').$type<SignalState>().notNull(),
    gateway: text('gateway').notNull(),
    amount: integer('amount').notNull(),
    currency: text('currency').notNull(),
    /** Update and Remove: the signal reported before. */
    replaces: text('replaces'),
    approvedBy: text('approved_by').notNull(),
    plannedAt: integer('planned_at').notNull(),
    /** Local day on which it went out; null while it has not. */
    sentOn: integer('sent_on'),
    acknowledgedAt: integer('acknowledged_at'),
    municipalityReference: text('municipality_reference'),
    rejectedCode: text('rejected_code'),
    removedAt: integer('removed_at'),
  },
  (t) => [
    uniqueIndex('signals_by_key').on(t.key),
    index('signals_by_customer').on(t.customerId, t.type, t.sentOn),
    index('signals_by_state').on(t.creditor, t.state, t.type),
    index('signals_taken_over').on(t.creditor, t.municipalityReference).where(sql.raw('"candidate_id" = 0')),
  ],
);

/** How many keys each customer's signals have used; outlives the signals themselves, so that no key comes twice. */
export const signalSequences = sqliteTable('signal_sequences', {
  customerId: integer('customer_id')
    .primaryKey()
    .references(() => customers.id),
  last: integer('last').notNull(),
});

/** Word of the municipalities, once per external id. */
export const signalFeedback = sqliteTable(
  'signal_feedback',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    externalId: text('external_id').notNull(),
    signalKey: text('signal_key').notNull(),
    kind: text('kind').notNull(),
    code: text('code'),
    onDay: integer('on_day').notNull(),
    note: text('note'),
    by: text('by').notNull(),
    appliedAt: integer('applied_at').notNull(),
    /** What followed from it, in words. */
    says: text('says').notNull(),
  },
  (t) => [
    uniqueIndex('signal_feedback_by_external_id').on(t.creditor, t.externalId),
    index('signal_feedback_by_signal').on(t.signalKey),
  ],
);

/** Proof that personal data of signals was deleted: what, when, and what was counted afterwards. */
export const signalErasures = sqliteTable('signal_erasures', {
  id: id(),
  creditor: text('creditor').notNull(),
  /** Signals that ended before this day. */
  beforeDay: integer('before_day').notNull(),
  retentionMonths: integer('retention_months').notNull(),
  erasedAt: integer('erased_at').notNull(),
  signals: integer('signals').notNull(),
  prepared: integer('candidates').notNull(),
  contents: integer('contents').notNull(),
  feedback: integer('feedback').notNull(),
  /** Contact attempts, consents, withdrawn opt-outs, ended plans and their stops, refused rows of files. */
  evidence: integer('evidence').notNull().default(0),
  /** Counted again after the deletion: 0. */
  remaining: integer('remaining').notNull(),
});
