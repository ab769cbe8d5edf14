import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { EffectKind, EffectState } from '../domain/facts.ts';
import type { HoldKind, HoldReason, HoldScope } from '../domain/holds.ts';
import type { InvoiceEvent } from '../domain/invoice-machine.ts';
import type { EntryKind } from '../domain/open-amount.ts';
import type { Because, Step } from '../domain/plan.ts';
import type { HolidayChanges, Policy, TransferMode } from '../domain/policy.ts';
import type { SignalSettings } from '../domain/signals/settings.ts';
import type {
  ConsentStatus,
  ContactChannel,
  ContactOutcome,
  DisconnectionKind,
  OptOutReason,
  OptOutSource,
  SignalAction,
  SignalState,
  SignalType,
  StopReason,
} from '../domain/signals/signal.ts';
import type { Attention, CloseReason, Stage } from '../domain/stage.ts';

/*
 * Money is integer minor units, local days are integers (days since 1970-01-01), instants are integer
 * milliseconds UTC. Every table is STRICT (added by scripts/migrations.ts, drizzle-kit knows no word for it).
 * Append-only: ledger_entries, transitions, holds, hold_releases. Effects and commands keep their keys for ever.
 */

const id = () => integer('id').primaryKey({ autoIncrement: true });
const flag = (name: string) => integer(name, { mode: 'boolean' });

/** The tenants. `policy_version` is the one published last: what new invoices are pinned to. */
export const creditors = sqliteTable('creditors', {
  creditor: text('creditor').primaryKey(),
  name: text('name').notNull(),
  country: text('country').notNull(),
  timeZone: text('time_zone').notNull(),
  currency: text('currency').notNull(),
  language: text('language').notNull(),
  holidays: text('holidays', { mode: 'json' }).$type<HolidayChanges>().notNull(),
  enrolDaysAhead: integer('enrol_days_ahead'),
  policyVersion: integer('policy_version').notNull(),
  ledgerFreshAt: integer('ledger_fresh_at'),
});

/** Published policies, never changed. */
export const policies = sqliteTable(
  'policies',
  {
    creditor: text('creditor').notNull(),
    version: integer('version').notNull(),
    hash: text('hash').notNull(),
    body: text('body', { mode: 'json' }).$type<Policy>().notNull(),
    publishedAt: integer('published_at').notNull(),
    publishedBy: text('published_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.creditor, t.version] })],
);

export const customers = sqliteTable(
  'customers',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    reference: text('reference').notNull(),
    name: text('name'),
    kind: text('kind'),
    registerNumber: text('register_number'),
    email: text('email'),
    phone: text('phone'),
    street: text('street'),
    postcode: text('postcode'),
    city: text('city'),
    country: text('country'),
    language: text('language'),
    birthDate: integer('birth_date'),
    representative: text('representative'),
    dunningOptOut: flag('dunning_opt_out').notNull().default(false),
    archived: flag('archived').notNull().default(false),
    directDebitOn: integer('direct_debit_on'),
  },
  (t) => [
    uniqueIndex('customers_by_reference').on(t.creditor, t.reference),
    // Pages over all customers of a creditor go by it.
    index('customers_by_creditor').on(t.creditor, t.id),
  ],
);

const mayGoOn = `("stage" in ('OPEN', 'REMINDED', 'NOTICED', 'LISTED') or ("stage" = 'PAID' and "next_at" is not null))`;
/** Not ended, or paid with a booking ahead that may reopen it. */
export const MAY_GO_ON = sql.raw(mayGoOn);
/** Statements must repeat these words exactly for SQLite to see that the partial index serves them. */
export const WANTS_WORKFLOW = sql.raw(`"has_workflow" = 0 and ${mayGoOn}`);

/** One row per invoice: what it is, where it stands, what comes next. */
export const invoices = sqliteTable(
  'invoices',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    number: text('number').notNull(),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    amount: integer('amount').notNull(),
    currency: text('currency').notNull(),
    issuedOn: integer('issued_on').notNull(),
    dueOn: integer('due_on'),
    ownTransferMode: integer('own_transfer_mode').$type<TransferMode>(),
    disputed: flag('disputed').notNull().default(false),
    reference: text('reference'),
    contract: text('contract'),
    openingLevel: text('opening_level'),
    openingLevelOn: integer('opening_level_on'),
    policyVersion: integer('policy_version').notNull(),
    takenInAt: integer('taken_in_at').notNull(),

    stage: text('stage').$type<Stage>().notNull(),
    round: integer('round').notNull(),
    levelsDone: integer('levels_done').notNull(),
    anchorOn: integer('anchor_on'),
    noticeDeliveredOn: integer('notice_delivered_on'),
    noticeDueOn: integer('notice_due_on'),
    claimSince: integer('claim_since'),
    listedOn: integer('listed_on'),
    fixedMode: integer('fixed_mode').$type<TransferMode>(),
    clockCarriedFrom: integer('clock_carried_from'),
    approvedAt: integer('approved_at'),
    approvedBy: text('approved_by'),
    missedRunOn: integer('missed_run_on'),
    warnedFor: integer('warned_for'),
    stageBeforePaid: text('stage_before_paid').$type<Stage>(),
    paidOn: integer('paid_on'),
    transferredOn: integer('transferred_on'),
    closedOn: integer('closed_on'),
    closeReason: text('close_reason').$type<CloseReason>(),
    attention: text('attention').$type<Attention>(),
    /** Words to the attention, for the operator. */
    attentionNote: text('attention_note'),

    /** The plan decided last, and as of when. */
    nextStep: text('next_step').$type<Step>().notNull(),
    nextAt: integer('next_at'),
    because: text('because').$type<Because>().notNull(),
    decidedAt: integer('decided_at').notNull(),
    held: flag('held').notNull().default(false),
    closesOn: integer('closes_on'),
    transfersOn: integer('transfers_on'),
    openPrincipal: integer('open_principal').notNull(),
    openFees: integer('open_fees').notNull().default(0),
    openInterest: integer('open_interest').notNull().default(0),
    openCosts: integer('open_costs').notNull().default(0),
    surplus: integer('surplus').notNull().default(0),
    /** How many cases were started for it; part of their references. */
    caseCount: integer('case_count').notNull().default(0),
    /** The day its last case ended: from then on only starting another case acts on it. */
    caseEndedOn: integer('case_ended_on'),

    /** A workflow was started for it and has not said that it ended. */
    hasWorkflow: flag('has_workflow').notNull().default(false),
    /** Raised by every writer of a fact about this invoice. */
    version: integer('version').notNull().default(1),
  },
  (t) => [
    uniqueIndex('invoices_by_number').on(t.creditor, t.number),
    index('invoices_by_customer').on(t.customerId),
    index('invoices_by_next_at').on(t.nextAt),
    index('invoices_by_stage').on(t.creditor, t.stage, t.nextAt),
    // Partial: of millions of ended invoices it holds none, so looking for work costs nothing when there is none.
    index('invoices_without_workflow').on(t.id).where(WANTS_WORKFLOW),
  ],
);

export const ledgerEntries = sqliteTable(
  'ledger_entries',
  {
    id: id(),
    invoiceId: integer('invoice_id')
      .notNull()
      .references(() => invoices.id),
    creditor: text('creditor').notNull(),
    externalId: text('external_id').notNull(),
    kind: text('kind').$type<EntryKind>().notNull(),
    amount: integer('amount').notNull(),
    bookedOn: integer('booked_on').notNull(),
    recordedAt: integer('recorded_at').notNull(),
    by: text('by').notNull(),
  },
  (t) => [
    uniqueIndex('ledger_entries_by_external_id').on(t.creditor, t.externalId),
    index('ledger_entries_by_invoice').on(t.invoiceId),
  ],
);

/** Payments whose invoice is not known yet; matched when it comes. */
export const unmatchedEntries = sqliteTable(
  'unmatched_entries',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    invoiceNumber: text('invoice_number').notNull(),
    externalId: text('external_id').notNull(),
    kind: text('kind').$type<EntryKind>().notNull(),
    amount: integer('amount').notNull(),
    currency: text('currency').notNull(),
    bookedOn: integer('booked_on').notNull(),
    recordedAt: integer('recorded_at').notNull(),
    by: text('by').notNull(),
    matchedAt: integer('matched_at'),
  },
  (t) => [
    uniqueIndex('unmatched_entries_by_external_id').on(t.creditor, t.externalId),
    index('unmatched_entries_by_invoice').on(t.creditor, t.invoiceNumber),
  ],
);

/** Pauses. Exactly one of customer, invoice and case is set, or none for a creditor-wide hold. */
export const holds = sqliteTable(
  'holds',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    scope: text('scope').$type<HoldScope>().notNull(),
    customerId: integer('customer_id'),
    invoiceId: integer('invoice_id'),
    caseId: integer('case_id'),
    kind: text('kind').$type<HoldKind>().notNull(),
    reason: text('reason').$type<HoldReason>().notNull(),
    fromOn: integer('from_on').notNull(),
    untilOn: integer('until_on'),
    recordedAt: integer('recorded_at').notNull(),
    by: text('by').notNull(),
    note: text('note'),
    commandId: text('command_id'),
  },
  (t) => [
    index('holds_by_invoice').on(t.invoiceId),
    index('holds_by_customer').on(t.customerId),
    index('holds_by_creditor').on(t.creditor, t.scope),
    index('holds_by_case').on(t.caseId),
    uniqueIndex('holds_by_command').on(t.commandId, t.invoiceId),
  ],
);

export const holdReleases = sqliteTable('hold_releases', {
  holdId: integer('hold_id')
    .primaryKey()
    .references(() => holds.id),
  releasedAt: integer('released_at').notNull(),
  by: text('by').notNull(),
  commandId: text('command_id'),
});

/** Everything that leaves the system, under a key that is never used for anything else. */
export const effects = sqliteTable(
  'effects',
  {
    key: text('key').primaryKey(),
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

/** What was sent, apart from the ledger of effects so that it can be erased; the hash there stays. */
export const effectContents = sqliteTable('effect_contents', {
  key: text('key')
    .primaryKey()
    .references(() => effects.key),
  content: text('content', { mode: 'json' }).notNull(),
});

export const transitions = sqliteTable(
  'transitions',
  {
    id: id(),
    invoiceId: integer('invoice_id')
      .notNull()
      .references(() => invoices.id),
    event: text('event').$type<InvoiceEvent>().notNull(),
    fromStage: text('from_stage').$type<Stage>().notNull(),
    toStage: text('to_stage').$type<Stage>().notNull(),
    at: integer('at').notNull(),
    on: integer('on_day').notNull(),
    by: text('by').notNull(),
    reason: text('reason'),
    commandId: text('command_id'),
    level: text('level'),
    round: integer('round').notNull(),
  },
  (t) => [index('transitions_by_invoice').on(t.invoiceId)],
);

/** Commands with their results: the same id answers the same. */
export const commands = sqliteTable(
  'commands',
  {
    invoiceId: integer('invoice_id')
      .notNull()
      .references(() => invoices.id),
    commandId: text('command_id').notNull(),
    kind: text('kind').notNull(),
    body: text('body', { mode: 'json' }).notNull(),
    result: text('result', { mode: 'json' }).notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.invoiceId, t.commandId] })],
);

/** Invoices whose facts changed: relayed to their workflows, which are started where there is none. */
export const wakeOutbox = sqliteTable('wake_outbox', {
  id: id(),
  invoiceId: integer('invoice_id')
    .notNull()
    .references(() => invoices.id),
  cause: text('cause').notNull(),
  createdAt: integer('created_at').notNull(),
});

/** Files taken in, by the hash of their content; a row goes once it is taken, refused ones stay. */
export const intakeBatches = sqliteTable('intake_batches', {
  id: text('id').primaryKey(),
  creditor: text('creditor').notNull(),
  by: text('by').notNull(),
  begunAt: integer('begun_at').notNull(),
  /** Null until the last row is staged: a file cut off by a crash is never taken in half. */
  stagedAt: integer('staged_at'),
  rows: integer('rows').notNull().default(0),
  /** The last staged row that was taken; a batch killed in the middle goes on from here. */
  doneUpTo: integer('done_up_to').notNull().default(0),
  taken: integer('taken').notNull().default(0),
  unchanged: integer('unchanged').notNull().default(0),
  refused: integer('refused').notNull().default(0),
  finishedAt: integer('finished_at'),
});

export const intakeRows = sqliteTable(
  'intake_rows',
  {
    batchId: text('batch_id')
      .notNull()
      .references(() => intakeBatches.id),
    seq: integer('seq').notNull(),
    kind: text('kind').notNull(),
    line: integer('line').notNull(),
    body: text('body', { mode: 'json' }).notNull(),
    problem: text('problem'),
  },
  (t) => [primaryKey({ columns: [t.batchId, t.seq] })],
);

/** Creditor- and customer-wide commands with their progress. */
export const bulkOperations = sqliteTable('bulk_operations', {
  id: text('id').primaryKey(),
  creditor: text('creditor').notNull(),
  body: text('body', { mode: 'json' }).notNull(),
  by: text('by').notNull(),
  startedAt: integer('started_at').notNull(),
  cursor: integer('cursor').notNull().default(0),
  woken: integer('woken').notNull().default(0),
  result: text('result', { mode: 'json' }),
  finishedAt: integer('finished_at'),
});

/** Published settings of early and crisis signals, never changed; a body of null takes them back. */
export const signalSettings = sqliteTable(
  'signal_settings',
  {
    creditor: text('creditor').notNull(),
    version: integer('version').notNull(),
    hash: text('hash').notNull(),
    body: text('body', { mode: 'json' }).$type<SignalSettings | null>().notNull(),
    publishedAt: integer('published_at').notNull(),
    publishedBy: text('published_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.creditor, t.version] })],
);

/** One evaluation each; a run killed in the middle goes on after its cursor, as of the same moment. */
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

const isOpenCandidate = `"state" in ('prepared', 'approved')`;
/** Statements must repeat these words exactly for SQLite to see that the partial index serves them. */
export const OPEN_CANDIDATE = sql.raw(isOpenCandidate);

/** The prepared list: what could be sent, and what became of it. */
export const signalCandidates = sqliteTable(
  'signal_candidates',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    type: text('type').$type<SignalType>().notNull(),
    action: text('action').$type<SignalAction>().notNull(),
    /** Prepared and approved ones are open: at most one per customer. */
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
    uniqueIndex('signal_candidates_open').on(t.customerId).where(OPEN_CANDIDATE),
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
    candidateId: integer('candidate_id').notNull(),
    outcome: text('outcome').notNull(),
    /** Conditions that no longer held, or what the gateway said. */
    says: text('says', { mode: 'json' }).$type<readonly string[]>().notNull(),
    nextAttemptAt: integer('next_attempt_at'),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.sendId, t.candidateId] })],
);

/** Signals about to leave or gone, under the key of their effect. */
export const signals = sqliteTable(
  'signals',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    candidateId: integer('candidate_id').notNull(),
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

/** Customers who are not to be reported; one open row each. */
export const signalOptOuts = sqliteTable(
  'signal_opt_outs',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    reason: text('reason').$type<OptOutReason>().notNull(),
    source: text('source').$type<OptOutSource>().notNull(),
    onDay: integer('on_day').notNull(),
    recordedAt: integer('recorded_at').notNull(),
    by: text('by').notNull(),
    note: text('note'),
    withdrawnAt: integer('withdrawn_at'),
    withdrawnBy: text('withdrawn_by'),
  },
  (t) => [
    index('signal_opt_outs_by_customer').on(t.customerId),
    uniqueIndex('signal_opt_outs_open').on(t.customerId).where(sql.raw('"withdrawn_at" is null')),
  ],
);

/** Evidence of personal contact. */
export const contactAttempts = sqliteTable(
  'contact_attempts',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    channel: text('channel').$type<ContactChannel>().notNull(),
    outcome: text('outcome').$type<ContactOutcome>().notNull(),
    onDay: integer('on_day').notNull(),
    recordedAt: integer('recorded_at').notNull(),
    by: text('by').notNull(),
    note: text('note'),
    commandId: text('command_id'),
  },
  (t) => [
    index('contact_attempts_by_customer').on(t.customerId, t.onDay),
    uniqueIndex('contact_attempts_by_command').on(t.commandId),
  ],
);

/** What was offered to the customer about passing data on, and the answer; the last row counts. */
export const signalConsents = sqliteTable(
  'signal_consents',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    status: text('status').$type<ConsentStatus>().notNull(),
    onDay: integer('on_day').notNull(),
    /** The words that were put to the customer. */
    text: text('text'),
    recordedAt: integer('recorded_at').notNull(),
    by: text('by').notNull(),
    commandId: text('command_id'),
  },
  (t) => [
    index('signal_consents_by_customer').on(t.customerId),
    uniqueIndex('signal_consents_by_command').on(t.commandId),
  ],
);

/** Planned disconnections and evictions, of all of a customer or of one contract. */
export const disconnectionPlans = sqliteTable(
  'disconnection_plans',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    customerId: integer('customer_id')
      .notNull()
      .references(() => customers.id),
    contract: text('contract'),
    kind: text('kind').$type<DisconnectionKind>().notNull(),
    plannedOn: integer('planned_on').notNull(),
    recordedAt: integer('recorded_at').notNull(),
    by: text('by').notNull(),
    note: text('note'),
    commandId: text('command_id'),
    endedAt: integer('ended_at'),
    endedBy: text('ended_by'),
    endedBecause: text('ended_because'),
  },
  (t) => [
    index('disconnection_plans_by_customer').on(t.customerId),
    index('disconnection_plans_by_creditor').on(t.creditor, t.plannedOn),
    uniqueIndex('disconnection_plans_by_command').on(t.commandId),
  ],
);

/** What stops a plan for now. */
export const disconnectionStops = sqliteTable(
  'disconnection_stops',
  {
    id: id(),
    planId: integer('plan_id')
      .notNull()
      .references(() => disconnectionPlans.id),
    reason: text('reason').$type<StopReason>().notNull(),
    fromOn: integer('from_on').notNull(),
    /** Ends by itself at 00:00 of this day. */
    untilOn: integer('until_on'),
    recordedAt: integer('recorded_at').notNull(),
    by: text('by').notNull(),
    note: text('note'),
    commandId: text('command_id'),
    releasedAt: integer('released_at'),
    releasedBy: text('released_by'),
  },
  (t) => [
    index('disconnection_stops_by_plan').on(t.planId),
    uniqueIndex('disconnection_stops_by_command').on(t.commandId),
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
  candidates: integer('candidates').notNull(),
  contents: integer('contents').notNull(),
  feedback: integer('feedback').notNull(),
  /** Contact attempts, consents, withdrawn opt-outs, ended plans and their stops. */
  evidence: integer('evidence').notNull().default(0),
  /** Counted again after the deletion: 0. */
  remaining: integer('remaining').notNull(),
});

/** Facts about this database itself, such as that it belongs to a rehearsal. */
export const settings = sqliteTable('settings', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
});
