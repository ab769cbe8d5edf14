import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import type { InvoiceEvent } from '../../domain/invoice/machine.ts';
import type { Obstacle } from '../../domain/invoice/obstacles.ts';
import type { Because, Step } from '../../domain/invoice/plan.ts';
import type { HolidayChanges, Policy, TransferMode } from '../../domain/invoice/policy.ts';
import type { CloseReason, Stage } from '../../domain/invoice/stage.ts';
import type { HoldKind, HoldReason, HoldScope } from '../../domain/kernel/holds.ts';
import type { EntryKind } from '../../domain/kernel/open-amount.ts';
import type { InvoiceTask } from '../../domain/tasks/task.ts';

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
  bankAccounts: text('bank_accounts', { mode: 'json' }).$type<readonly string[]>().notNull().default([]),
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

const isKeptBack = `("kept_back_by" is not null)`;
/** Statements must repeat these words exactly, see MAY_GO_ON. */
export const IS_KEPT_BACK = sql.raw(isKeptBack);

const mayGoOn = `("stage" in ('OPEN', 'REMINDED', 'NOTICED', 'LISTED') or ("stage" = 'PAID' and "next_at" is not null))`;
/** Not ended, or paid with a booking ahead that may reopen it. */
export const MAY_GO_ON = sql.raw(mayGoOn);
/** Statements must repeat these words exactly for SQLite to see that the partial index serves them. */
export const WANTS_WORKFLOW = sql.raw(`"has_workflow" = 0 and ${mayGoOn}`);

/** Said to be carried by a workflow. Statements must repeat these words exactly, too. */
export const IS_CARRIED = sql.raw('"has_workflow" = 1');

/** Statements must repeat these words exactly, too. */
export const PAID_TOO_MUCH = sql.raw('"surplus" > 0');

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
    stageBeforeEnd: text('stage_before_end').$type<Stage>(),
    followsFrom: integer('follows_from'),
    reopenedOn: integer('reopened_on'),
    paidOn: integer('paid_on'),
    transferredOn: integer('transferred_on'),
    closedOn: integer('closed_on'),
    closeReason: text('close_reason').$type<CloseReason>(),
    /** Kind of its oldest open task and how many are open: kept in line with `tasks` by db/tasks/tasks.ts. */
    attention: text('attention').$type<InvoiceTask>(),
    openTasks: integer('open_tasks').notNull().default(0),

    /** The plan decided last, and as of when. */
    nextStep: text('next_step').$type<Step>().notNull(),
    nextAt: integer('next_at'),
    because: text('because').$type<Because>().notNull(),
    decidedAt: integer('decided_at').notNull(),
    held: flag('held').notNull().default(false),
    /** What keeps the next letter or transfer back though its moment has come. */
    keptBackBy: text('kept_back_by').$type<Obstacle>(),
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

    /** Number and reference without case and signs, as remittance texts are compared with them. */
    numberKey: text('number_key'),
    referenceKey: text('reference_key'),

    /** A workflow was started for it and has not said that it ended: a hint, the server knows the truth. */
    hasWorkflow: flag('has_workflow').notNull().default(false),
    /** Raised by every writer of a fact about this invoice. */
    version: integer('version').notNull().default(1),
  },
  (t) => [
    uniqueIndex('invoices_by_number').on(t.creditor, t.number),
    index('invoices_by_customer').on(t.customerId),
    // Where remittance texts write a number or a reference without its dashes and slashes.
    index('invoices_by_number_key').on(t.creditor, t.numberKey),
    index('invoices_by_reference_key').on(t.creditor, t.referenceKey).where(sql`"reference_key" is not null`),
    // Partial: what was paid too much is rare.
    index('invoices_paid_too_much').on(t.creditor, t.id).where(PAID_TOO_MUCH),
    // Partial: who waits for a fresh ledger is found without reading who does not.
    index('invoices_kept_back').on(t.creditor, t.keptBackBy).where(IS_KEPT_BACK),
    index('invoices_by_next_at').on(t.nextAt),
    index('invoices_by_stage').on(t.creditor, t.stage, t.nextAt),
    // Partial: of millions of ended invoices it holds none, so looking for work costs nothing when there is none.
    index('invoices_without_workflow').on(t.id).where(WANTS_WORKFLOW),
    // Partial: the sweep compares these with what the server runs, page by page.
    index('invoices_carried').on(t.id).where(IS_CARRIED),
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

/**
 * Money that was told and is on no invoice, or was not when it came: bookings whose invoice is not known yet, a
 * customer's credits and prepayments, entries of bank statements. What became of it lies in `matches`.
 */
export const unmatchedEntries = sqliteTable(
  'unmatched_entries',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    /** The invoice as it was named; empty when none was. */
    invoiceNumber: text('invoice_number').notNull(),
    externalId: text('external_id').notNull(),
    kind: text('kind').$type<EntryKind>().notNull(),
    amount: integer('amount').notNull(),
    currency: text('currency').notNull(),
    bookedOn: integer('booked_on').notNull(),
    recordedAt: integer('recorded_at').notNull(),
    by: text('by').notNull(),
    /** Since when nothing of it waits any more; null while something does. */
    matchedAt: integer('matched_at'),
    /** How much of it is matched, given back or dismissed: the sum of its matches in force. */
    settled: integer('settled').notNull().default(0),
    /** Whose money it is, where that is known. */
    customerId: integer('customer_id').references(() => customers.id),
    /** Money that left the creditor's account and is no return of a payment: kept, but no work. */
    notOurs: flag('not_ours').notNull().default(false),
    /** End-to-end id or bank id of the payment that a return takes back. */
    returnOf: text('return_of'),
    endToEndId: text('end_to_end_id'),
    structuredReference: text('structured_reference'),
    text: text('text'),
    payerName: text('payer_name'),
    payerIban: text('payer_iban'),
    /** Where it was read: the file's name, the line in it, the batch it came with. */
    file: text('file'),
    line: integer('line'),
    batchId: text('batch_id'),
  },
  (t) => [
    uniqueIndex('unmatched_entries_by_external_id').on(t.creditor, t.externalId),
    index('unmatched_entries_by_invoice').on(t.creditor, t.invoiceNumber),
    // Partial: what was matched long ago costs nothing.
    index('unmatched_entries_waiting').on(t.creditor, t.id).where(sql`"matched_at" is null`),
    index('unmatched_entries_by_customer').on(t.customerId).where(sql`"matched_at" is null`),
    index('unmatched_entries_by_end_to_end')
      .on(t.creditor, t.endToEndId)
      .where(sql`"end_to_end_id" is not null`),
    index('unmatched_entries_by_return').on(t.creditor, t.returnOf).where(sql`"return_of" is not null`),
    index('unmatched_entries_by_batch').on(t.batchId),
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
const untaken = `("staged_at" is not null and "finished_at" is null and "set_aside_at" is null)`;
/** Staged to the end and still to be taken. Statements must repeat these words exactly, see MAY_GO_ON. */
export const UNTAKEN = sql.raw(untaken);

export const intakeBatches = sqliteTable(
  'intake_batches',
  {
    id: text('id').primaryKey(),
    creditor: text('creditor').notNull(),
    by: text('by').notNull(),
    begunAt: integer('begun_at').notNull(),
    /** Null until the last row is staged: a file cut off by a crash is never taken in half. */
    stagedAt: integer('staged_at'),
    /** Its turn, given with `staged_at`: what was staged first is taken in first. */
    place: integer('place'),
    rows: integer('rows').notNull().default(0),
    /** The last staged row that was taken; a batch killed in the middle goes on from here. */
    doneUpTo: integer('done_up_to').notNull().default(0),
    taken: integer('taken').notNull().default(0),
    unchanged: integer('unchanged').notNull().default(0),
    refused: integer('refused').notNull().default(0),
    finishedAt: integer('finished_at'),
    /** Up to when the ledger is complete once all of it is taken; null when it does not say so. */
    freshAt: integer('fresh_at'),
    /** Somebody said that it counts as complete also where rows were refused. */
    partial: flag('partial').notNull().default(false),
    /** How often its next page threw, and what it said last. */
    failures: integer('failures').notNull().default(0),
    lastError: text('last_error'),
    /** Since when the others no longer wait for it. */
    setAsideAt: integer('set_aside_at'),
  },
  (t) => [
    uniqueIndex('intake_batches_by_place').on(t.place),
    // What every decision asks: tiny, as taken batches are not in it.
    index('intake_batches_untaken').on(t.creditor, t.place).where(UNTAKEN),
  ],
);

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

/** Facts about this database itself, such as that it belongs to a rehearsal. */
export const settings = sqliteTable('settings', {
  name: text('name').primaryKey(),
  value: text('value').notNull(),
});
