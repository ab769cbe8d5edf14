import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { BillingAddress, LineItem } from '../../contracts/collector.ts';
import type { CaseBecause, CaseStep } from '../../domain/case/plan.ts';
import type {
  CaseEnvironment,
  CaseOutcome,
  CaseSource,
  CaseState,
  FailureCategory,
} from '../../domain/case/state.ts';
import type { EntryKind } from '../../domain/kernel/ledger.ts';
import type { CaseTask } from '../../domain/tasks/task.ts';
import { flag, id } from './columns.ts';
import { IS_CARRIED, ofInvoice } from './invoices.ts';

/*
 * Debt collection cases. Append-only: case_receipts, case_charges, case_events, case_messages. What a deletion
 * takes away lies in tables of its own; the tombstone and the ledger entries of the invoices stay.
 */

const goesOn = `"state" in ('PREPARING', 'REVIEWING', 'PENDING', 'PROCESSING')`;

/** Statements must repeat these words exactly for SQLite to see that the partial index serves them. */
export const CASE_WANTS_WORKFLOW = sql.raw(`"has_workflow" = 0 and ${goesOn}`);

/** One row per case: what it is, where it stands, what comes next. */
export const cases = sqliteTable(
  'cases',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    reference: text('reference').notNull(),
    externalId: text('external_id').notNull(),
    source: text('source').$type<CaseSource>().notNull(),
    customerId: integer('customer_id').notNull(),
    amount: integer('amount').notNull(),
    currency: text('currency').notNull(),
    environment: text('environment').$type<CaseEnvironment>().notNull().default('PRODUCTION'),
    language: text('language').notNull().default('en'),
    contractDate: integer('contract_date').notNull(),
    dueOn: integer('due_on'),
    openedAt: integer('opened_at').notNull(),
    creator: text('creator').notNull().default('dunwell'),
    /** The configuration asked for at creation, whatever its conditions. */
    wantedConfiguration: text('wanted_configuration'),
    /** The configuration chosen when it was prepared: changes since do not touch it. */
    configuration: text('configuration'),
    configurationVersion: integer('configuration_version'),

    state: text('state').$type<CaseState>().notNull(),
    outcome: text('outcome').$type<CaseOutcome>(),
    deactivatedAt: integer('deactivated_at'),
    deactivationAsked: flag('deactivation_asked').notNull().default(false),
    withdrawalAsked: flag('withdrawal_asked').notNull().default(false),
    publishedAt: integer('published_at'),
    stepsTakenAt: integer('steps_taken_at'),
    preparedAt: integer('prepared_at'),
    reviewStartedAt: integer('review_started_at'),
    reviewedAt: integer('reviewed_at'),
    reviewer: text('reviewer'),
    processingStartedAt: integer('processing_started_at'),
    processingTimeoutOn: integer('processing_timeout_on'),
    closedAt: integer('closed_at'),
    failedAt: integer('failed_at'),
    failureCategory: text('failure_category').$type<FailureCategory>(),
    failureReason: text('failure_reason'),
    principalPaidOn: integer('principal_paid_on'),
    askedAt: integer('asked_at'),
    askFailures: integer('ask_failures').notNull().default(0),
    reportRevision: integer('report_revision').notNull().default(0),
    /** The newest ledger entry of its invoices that the collector knows of. */
    toldUpTo: integer('told_up_to'),
    /** Kind of its oldest open task and how many are open: kept in line with `tasks` by db/tasks/tasks.ts. */
    attention: text('attention').$type<CaseTask>(),
    openTasks: integer('open_tasks').notNull().default(0),

    /** The plan decided last, and as of when. */
    nextStep: text('next_step').$type<CaseStep>().notNull().default('waitForCase'),
    nextAt: integer('next_at'),
    because: text('because').$type<CaseBecause>().notNull().default('AWAITS_PREPARATION'),
    decidedAt: integer('decided_at').notNull().default(0),
    held: flag('held').notNull().default(false),
    openPrincipal: integer('open_principal').notNull().default(0),
    openFees: integer('open_fees').notNull().default(0),
    openInterest: integer('open_interest').notNull().default(0),
    openCosts: integer('open_costs').notNull().default(0),
    collected: integer('collected').notNull().default(0),
    surplus: integer('surplus').notNull().default(0),

    hasWorkflow: flag('has_workflow').notNull().default(false),
    /** Raised by every writer of a fact about this case; what a change must name. */
    version: integer('version').notNull().default(1),
  },
  (t) => [
    uniqueIndex('cases_by_reference').on(t.creditor, t.reference),
    uniqueIndex('cases_by_external_id').on(t.creditor, t.externalId),
    index('cases_by_state').on(t.creditor, t.state, t.nextAt),
    index('cases_by_customer').on(t.customerId),
    index('cases_by_next_at').on(t.nextAt),
    index('cases_without_workflow').on(t.id).where(CASE_WANTS_WORKFLOW),
    index('cases_carried').on(t.id).where(IS_CARRIED),
  ],
);

export type CaseRow = Readonly<typeof cases.$inferSelect>;

/** The case that a row of another table is about. */
export const ofCase = () =>
  integer('case_id')
    .notNull()
    .references(() => cases.id);

/** What a case is about, apart from its row so that a deletion takes it away. */
export const caseContents = sqliteTable('case_contents', {
  caseId: integer('case_id')
    .primaryKey()
    .references(() => cases.id),
  billingAddress: text('billing_address', { mode: 'json' }).$type<BillingAddress>().notNull(),
  lineItems: text('line_items', { mode: 'json' }).$type<readonly LineItem[]>().notNull(),
});

export const caseInvoices = sqliteTable(
  'case_invoices',
  {
    caseId: ofCase(),
    invoiceId: ofInvoice(),
    active: flag('active').notNull().default(true),
  },
  (t) => [
    primaryKey({ columns: [t.caseId, t.invoiceId] }),
    index('case_invoices_by_invoice').on(t.invoiceId),
    // At most one active case per invoice.
    uniqueIndex('case_invoices_active').on(t.invoiceId).where(sql.raw('"active" = 1')),
  ],
);

/** Money that a collector brought in. */
export const caseReceipts = sqliteTable(
  'case_receipts',
  {
    id: id(),
    caseId: ofCase(),
    externalId: text('external_id').notNull(),
    amount: integer('amount').notNull(),
    /** The part that was more than was owed: to be refunded, posted on no invoice. */
    surplus: integer('surplus').notNull(),
    receivedOn: integer('received_on').notNull(),
    recordedAt: integer('recorded_at').notNull(),
    /** `manual`, `collector` or `settlement`. */
    source: text('source').notNull(),
    by: text('by').notNull(),
  },
  (t) => [uniqueIndex('case_receipts_by_external_id').on(t.caseId, t.externalId)],
);

/** Costs, interest and fees of a case, and what was waived or credited of it. */
export const caseCharges = sqliteTable(
  'case_charges',
  {
    id: id(),
    caseId: ofCase(),
    externalId: text('external_id').notNull(),
    kind: text('kind').$type<EntryKind>().notNull(),
    amount: integer('amount').notNull(),
    bookedOn: integer('booked_on').notNull(),
    recordedAt: integer('recorded_at').notNull(),
    by: text('by').notNull(),
  },
  (t) => [uniqueIndex('case_charges_by_external_id').on(t.caseId, t.externalId)],
);

/** The audit trail of a case: every change of state, and all else that happened to it. */
export const caseEvents = sqliteTable(
  'case_events',
  {
    id: id(),
    caseId: ofCase(),
    event: text('event').notNull(),
    fromState: text('from_state').$type<CaseState>().notNull(),
    toState: text('to_state').$type<CaseState>().notNull(),
    at: integer('at').notNull(),
    on: integer('on_day').notNull(),
    by: text('by').notNull(),
    reason: text('reason'),
    commandId: text('command_id'),
  },
  (t) => [index('case_events_by_case').on(t.caseId)],
);

/** What was said to and by the collector, in free words. */
export const caseMessages = sqliteTable(
  'case_messages',
  {
    id: id(),
    caseId: ofCase(),
    /** The collector's id of it, or the command's. */
    externalId: text('external_id').notNull(),
    direction: text('direction').$type<'to collector' | 'from collector'>().notNull(),
    text: text('text').notNull(),
    on: integer('on_day').notNull(),
    at: integer('at').notNull(),
    by: text('by').notNull(),
  },
  (t) => [uniqueIndex('case_messages_by_external_id').on(t.caseId, t.direction, t.externalId)],
);

/** Commands with their results: the same id answers the same. */
export const caseCommands = sqliteTable(
  'case_commands',
  {
    caseId: ofCase(),
    commandId: text('command_id').notNull(),
    kind: text('kind').notNull(),
    body: text('body', { mode: 'json' }).notNull(),
    result: text('result', { mode: 'json' }).notNull(),
    at: integer('at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.caseId, t.commandId] })],
);

/** Cases whose facts changed: relayed to their workflows, which are started where there is none. */
export const caseWakes = sqliteTable('case_wakes', {
  id: id(),
  caseId: integer('case_id')
    .notNull()
    .references(() => cases.id),
  cause: text('cause').notNull(),
  createdAt: integer('created_at').notNull(),
});

/** What is left of a deleted case. Its reference and external id are never used again. */
export const caseTombstones = sqliteTable(
  'case_tombstones',
  {
    id: id(),
    creditor: text('creditor').notNull(),
    reference: text('reference').notNull(),
    externalId: text('external_id').notNull(),
    deletedAt: integer('deleted_at').notNull(),
    by: text('by').notNull(),
  },
  (t) => [
    uniqueIndex('case_tombstones_by_reference').on(t.creditor, t.reference),
    uniqueIndex('case_tombstones_by_external_id').on(t.creditor, t.externalId),
  ],
);
