import { createCalendar } from '../../calendar/calendar.ts';
import { instructionKey, instructionKindOf } from '../../contracts/ids.ts';
import { type CaseRow, caseContentsOf, findCaseByReference } from '../../db/case/cases.ts';
import {
  bookingsAfter,
  hasUnreadReports,
  invoicesOfCase,
  knownIdsOf,
  nextBookingDay,
} from '../../db/case/facts.ts';
import { isOrderWithCollector, unansweredSince, unsettledInstructions } from '../../db/case/instructions.ts';
import { chargesOf, receiptsOf } from '../../db/case/money.ts';
import { findConfiguration } from '../../db/creditor/collector-configurations.ts';
import type { CreditorRow } from '../../db/creditor/creditors.ts';
import { type CustomerRow, findCustomer } from '../../db/customer/customers.ts';
import type { EffectRow } from '../../db/effects/effects.ts';
import { holdsTouchingCase } from '../../db/holds.ts';
import { ledgerOf } from '../../db/invoice/ledger.ts';
import { openTasksOf } from '../../db/tasks/tasks.ts';
import { together } from '../../db/together.ts';
import type { Tx } from '../../db/tx.ts';
import { collectorChargePrefix, waiverPrefix } from '../../domain/case/charge.ts';
import { receiptPrefix } from '../../domain/case/collect.ts';
import {
  type CaseFacts,
  type CaseRecord,
  InstructionKind,
  type LinkedInvoice,
  type PendingInstruction,
  type UntoldBooking,
} from '../../domain/case/facts.ts';
import { DEFAULT_CASE_SETTINGS } from '../../domain/case/settings.ts';
import { EffectKind } from '../../domain/effects/effect.ts';
import { paymentOrderOf } from '../../domain/invoice/charges/payment-order.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { openAmount } from '../../domain/kernel/open-amount.ts';
import { type CaseTask, type OpenTask, TaskSubject } from '../../domain/tasks/task.ts';
import { creditorOf, policyOf } from '../invoice/gather-invoice.ts';
import { nextScriptedOfCase } from '../invoice/scripted.ts';
import { NotInDatabase } from '../not-in-database.ts';
import type { Sources } from '../sources.ts';
import { debtorFrom } from './configuration-choice.ts';

/** A case with all that its rules look at, as one consistent reading. */
export interface GatheredCase {
  readonly row: CaseRow;
  readonly creditor: CreditorRow;
  readonly customer: CustomerRow;
  readonly contents: NonNullable<Awaited<ReturnType<typeof caseContentsOf>>>;
  readonly facts: CaseFacts;
  readonly calendar: Calendar;
}

/** Reads everything the rules look at for one case; throws NotInDatabase when there is none. */
export async function gatherCase(
  tx: Tx,
  sources: Sources,
  of: { readonly creditor: string; readonly reference: string },
  asOf: Instant,
): Promise<GatheredCase> {
  const row = await findCaseByReference(tx, of.creditor, of.reference);
  if (row === undefined) throw new NotInDatabase(`Creditor ${of.creditor} has no case ${of.reference}.`);
  return gatherCaseFrom(tx, sources, row, asOf);
}

/** The same, for a row already read in this transaction. */
export async function gatherCaseFrom(
  tx: Tx,
  sources: Sources,
  row: CaseRow,
  asOf: Instant,
): Promise<GatheredCase> {
  const { creditor: ofCreditor, reference, id: caseId, customerId } = row;
  const creditor = await creditorOf(tx, ofCreditor);
  const policy = await policyOf(tx, sources, ofCreditor, creditor.policyVersion);
  const calendar = createCalendar(creditor);
  const today = calendar.dayOf(asOf);
  const orderKey = instructionKey(ofCreditor, reference, InstructionKind.ORDER);
  const { customer, contents, instructions, scripted, ...read } = await together({
    customer: findCustomer(tx, customerId),
    contents: caseContentsOf(tx, caseId),
    tasks: row.openTasks === 0 ? [] : tasksOnCase(tx, row),
    linked: linkedInvoices(tx, sources, row, today),
    receipts: receiptsOf(tx, caseId),
    charges: chargesOf(tx, caseId),
    holds: holdsTouchingCase(tx, { creditor: ofCreditor, customerId, caseId }),
    instructions: unsettledInstructions(tx, caseId),
    isOrdered: isOrderWithCollector(tx, caseId),
    orderUnansweredSince: unansweredSince(tx, caseId, EffectKind.ORDER),
    // No other word but a withdrawal waits for an answer.
    withdrawalUnansweredSince: unansweredSince(tx, caseId, EffectKind.INSTRUCTION),
    configuration: configurationOf(tx, row),
    bookingAhead: nextBookingDay(tx, caseId, today),
    untold: sources.rehearsal ? [] : untoldOf(tx, row),
    hasReports: hasUnreadReports(tx, orderKey),
    knownFromCollector: knownIdsOf(tx, caseId),
    scripted: sources.scripted ? nextScriptedOfCase(tx, row) : undefined,
  });
  if (customer === undefined) throw new NotInDatabase(`The customer of case ${reference} is missing.`);
  if (contents === undefined) throw new NotInDatabase(`The contents of case ${reference} are missing.`);
  const { linked, ...known } = read;
  const facts: CaseFacts = {
    creditor: ofCreditor,
    reference,
    externalId: row.externalId,
    source: row.source,
    environment: row.environment,
    currency: row.currency,
    contractDate: row.contractDate,
    dueOn: row.dueOn ?? row.contractDate,
    debtor: debtorFrom(customer, contents.billingAddress),
    state: recordOf(row),
    openAtEnd: openInRow(row),
    instructions: instructions.flatMap(pendingOf),
    settings: policy.cases ?? DEFAULT_CASE_SETTINGS,
    ...paymentOrderOf(policy),
    rehearsal: sources.rehearsal,
    scriptedAt: scripted?.at ?? null,
    ...linked,
    ...known,
  };
  return { row, creditor, customer, contents, facts, calendar };
}

async function linkedInvoices(
  tx: Tx,
  sources: Sources,
  { id, deactivatedAt }: CaseRow,
  today: Day,
): Promise<Pick<CaseFacts, 'hasInvoices' | 'invoices'>> {
  const linked = await invoicesOfCase(tx, id);
  // Once deactivated, money that still comes is booked on the invoices that the case had.
  const counts = linked.filter(({ active }) => active || deactivatedAt !== null);
  const invoices = counts.map(async ({ row }): Promise<LinkedInvoice> => {
    const { id, number, dueOn, amount } = row;
    const order = paymentOrderOf(await policyOf(tx, sources, row.creditor, row.policyVersion));
    const open = openAmount(amount, await ledgerOf(tx, id), today, order.paymentOrder);
    return { id, number, dueOn, open, ...order };
  });
  return { hasInvoices: linked.length > 0, invoices: await Promise.all(invoices) };
}

async function tasksOnCase(tx: Tx, row: CaseRow): Promise<readonly OpenTask<CaseTask>[]> {
  const of = { creditor: row.creditor, subject: TaskSubject.CASE, about: row.reference };
  return (await openTasksOf(tx, of)) as readonly OpenTask<CaseTask>[];
}

function pendingOf({ key, state, nextAttemptAt, attempts }: EffectRow): PendingInstruction[] {
  const about = instructionKindOf(key);
  return about === undefined ? [] : [{ key, about, state, nextAttemptAt, attempts }];
}

async function configurationOf(tx: Tx, row: CaseRow) {
  if (row.configuration === null || row.configurationVersion === null) return null;
  return (await findConfiguration(tx, row.configuration, row.configurationVersion)) ?? null;
}

/** Bookings that came after the order, without those that the collector told of itself or learns by the end. */
async function untoldOf(tx: Tx, row: CaseRow): Promise<readonly UntoldBooking[]> {
  if (row.toldUpTo === null) return [];
  const known = [
    receiptPrefix(row.reference),
    collectorChargePrefix(row.reference),
    waiverPrefix(row.reference),
  ];
  const bookings = await bookingsAfter(tx, row.id, row.toldUpTo);
  return bookings.filter(({ externalId }) => !known.some((prefix) => externalId.startsWith(prefix)));
}

function openInRow(row: CaseRow) {
  const { openPrincipal: principal, openFees: fees, openInterest: interest, openCosts: costs } = row;
  return { principal, fees, interest, costs, total: principal + fees + interest + costs, surplus: 0 };
}

function recordOf(row: CaseRow): CaseRecord {
  return {
    state: row.state,
    outcome: row.outcome,
    deactivatedAt: row.deactivatedAt,
    deactivationAsked: row.deactivationAsked,
    withdrawalAsked: row.withdrawalAsked,
    amount: row.amount,
    publishedAt: row.publishedAt,
    stepsTakenAt: row.stepsTakenAt,
    preparedAt: row.preparedAt,
    reviewStartedAt: row.reviewStartedAt,
    reviewedAt: row.reviewedAt,
    reviewer: row.reviewer,
    processingStartedAt: row.processingStartedAt,
    processingTimeoutOn: row.processingTimeoutOn,
    closedAt: row.closedAt,
    failedAt: row.failedAt,
    failureCategory: row.failureCategory,
    failureReason: row.failureReason,
    principalPaidOn: row.principalPaidOn,
    askedAt: row.askedAt,
    askFailures: row.askFailures,
    reportRevision: row.reportRevision,
  };
}
