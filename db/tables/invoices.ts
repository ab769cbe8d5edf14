import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Reckoning } from '../../domain/invoice/charges/reckoning.ts';
import type { InvoiceEvent } from '../../domain/invoice/machine.ts';
import type { Because, Obstacle, Step } from '../../domain/invoice/plan.ts';
import type { TransferMode } from '../../domain/invoice/policy.ts';
import type { CloseReason, Stage } from '../../domain/invoice/stage.ts';
import type { EntryKind } from '../../domain/kernel/ledger.ts';
import type { InvoiceTask } from '../../domain/tasks/task.ts';
import { flag, id } from './columns.ts';
import { ofCustomer } from './customers.ts';

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
    customerId: ofCustomer(),
    amount: integer('amount').notNull(),
    currency: text('currency').notNull(),
    issuedOn: integer('issued_on').notNull(),
    dueOn: integer('due_on'),
    ownTransferMode: integer('own_transfer_mode').$type<TransferMode>(),
    disputed: flag('disputed').notNull().default(false),
    /** A part of it is disputed, or conceded and not credited yet: kept in line with `disputes`. */
    partDisputed: flag('part_disputed').notNull().default(false),
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
    // Partial: who waits for a fresh ledger is found without reading who does not, page by page.
    index('invoices_kept_back').on(t.creditor, t.keptBackBy, t.id).where(IS_KEPT_BACK),
    index('invoices_by_next_at').on(t.nextAt),
    index('invoices_by_stage').on(t.creditor, t.stage, t.nextAt),
    // Partial: of millions of ended invoices it holds none, so looking for work costs nothing when there is none.
    index('invoices_without_workflow').on(t.id).where(WANTS_WORKFLOW),
    // Partial: the sweep compares these with what the server runs, page by page.
    index('invoices_carried').on(t.id).where(IS_CARRIED),
  ],
);

/** All of an invoice's row; it contains its `InvoiceState`. */
export type InvoiceRow = Readonly<typeof invoices.$inferSelect>;

/** The invoice that a row of another table is about. */
export const ofInvoice = () =>
  integer('invoice_id')
    .notNull()
    .references(() => invoices.id);

export const ledgerEntries = sqliteTable(
  'ledger_entries',
  {
    id: id(),
    invoiceId: ofInvoice(),
    creditor: text('creditor').notNull(),
    externalId: text('external_id').notNull(),
    kind: text('kind').$type<EntryKind>().notNull(),
    amount: integer('amount').notNull(),
    bookedOn: integer('booked_on').notNull(),
    recordedAt: integer('recorded_at').notNull(),
    by: text('by').notNull(),
    /** How a charge that dunning added came about; null for all else. */
    reckoning: text('reckoning', { mode: 'json' }).$type<Reckoning>(),
  },
  (t) => [
    uniqueIndex('ledger_entries_by_external_id').on(t.creditor, t.externalId),
    index('ledger_entries_by_invoice').on(t.invoiceId),
  ],
);

export const transitions = sqliteTable(
  'transitions',
  {
    id: id(),
    invoiceId: ofInvoice(),
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
    invoiceId: ofInvoice(),
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
