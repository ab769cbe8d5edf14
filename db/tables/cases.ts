import { sql } from 'drizzle-orm';
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { CaseRequest, CaseRequestKind } from '../../contracts/case.ts';
import type { BillingAddress, CollectorReport, LineItem } from '../../contracts/collector.ts';
import type { ScriptedEvent } from '../../contracts/script.ts';
import type { CollectorConfiguration } from '../../domain/case/configuration.ts';
import type { CaseBecause, CaseStep } from '../../domain/case/plan.ts';
import type {
  CaseEnvironment,
  CaseOutcome,
  CaseSource,
  CaseState,
  FailureCategory,
} from '../../domain/case/state.ts';
import type { EntryKind } from '../../domain/kernel/open-amount.ts';
import type { CaseTask } from '../../domain/tasks/task.ts';
import { IS_CARRIED, invoices } from './schema.ts';

/*
 * Debt collection cases. Append-only: case_receipts, case_charges, case_events, case_messages. What a deletion
 * takes away lies in tables of its own; the tombstone and the ledger entries of the invoices stay.
 */

const id = () => integer('id').primaryKey({ autoIncrement: true });
const flag = (name: string) => integer(name, { mode: 'boolean' });

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
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id),
    invoiceId: integer('invoice_id')
      .notNull()
      .references(() => invoices.id),
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
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id),
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
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id),
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
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id),
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
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id),
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
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id),
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

/** Commands with their results: the same id answers the same. */
export const caseCommands = sqliteTable(
  'case_commands',
  {
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id),
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

/** Cases to open and other requests whose content stays out of workflow histories. Erased once they are done. */
const undone = '"done_at" is null';
/** Not done yet. Statements must repeat these words exactly. */
export const UNDONE_REQUEST = sql.raw(undone);
/** The same of those that open a case. */
export const OPEN_REQUEST = sql.raw(`${undone} and "kind" in ('start', 'create')`);

export const caseRequests = sqliteTable(
  'case_requests',
  {
    id: text('id').primaryKey(),
    creditor: text('creditor').notNull(),
    kind: text('kind').$type<CaseRequestKind>().notNull(),
    body: text('body', { mode: 'json' }).$type<CaseRequest | null>().notNull(),
    by: text('by').notNull(),
    stagedAt: integer('staged_at').notNull(),
    result: text('result', { mode: 'json' }),
    doneAt: integer('done_at'),
  },
  // What a worker looks for: tiny, as what was done is not in it.
  (t) => [index('case_requests_undone').on(t.stagedAt).where(UNDONE_REQUEST)],
);

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

/** Published versions of collector configurations, never changed; the highest of each name is in force. */
export const collectorConfigurations = sqliteTable(
  'collector_configurations',
  {
    name: text('name').notNull(),
    version: integer('version').notNull(),
    hash: text('hash').notNull(),
    body: text('body', { mode: 'json' }).$type<CollectorConfiguration>().notNull(),
    publishedAt: integer('published_at').notNull(),
    publishedBy: text('published_by').notNull(),
  },
  (t) => [primaryKey({ columns: [t.name, t.version] })],
);

/** Reports of collectors as they came, until their case has read them. */
export const collectorReports = sqliteTable(
  'collector_reports',
  {
    id: id(),
    /** Key of the order that they are about. */
    orderKey: text('order_key').notNull(),
    revision: integer('revision').notNull(),
    body: text('body', { mode: 'json' }).$type<CollectorReport>().notNull(),
    receivedAt: integer('received_at').notNull(),
    readAt: integer('read_at'),
  },
  (t) => [
    uniqueIndex('collector_reports_by_revision').on(t.orderKey, t.revision),
    index('collector_reports_unread').on(t.id).where(sql.raw('"read_at" is null')),
  ],
);

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
