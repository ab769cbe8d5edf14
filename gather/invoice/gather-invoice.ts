import { createCalendar } from '../../calendar/calendar.ts';
import { surplusToRefund } from '../../db/case/money.ts';
import { type CreditorRow, findCreditor, findPolicy } from '../../db/creditor/creditors.ts';
import { type CustomerRow, findCustomer } from '../../db/customer/customers.ts';
import { pendingEffectOf } from '../../db/effects/effects.ts';
import { holdsTouching } from '../../db/holds.ts';
import { creditsOfCustomer } from '../../db/intake/unmatched.ts';
import { disputeOf } from '../../db/invoice/disputes.ts';
import { findInvoiceByNumber, type InvoiceRow } from '../../db/invoice/invoices.ts';
import { ledgerOf, overpaidInvoices } from '../../db/invoice/ledger.ts';
import { openTasksOf, tasksOf } from '../../db/tasks/tasks.ts';
import { together } from '../../db/together.ts';
import type { Tx } from '../../db/tx.ts';
import { reachOf } from '../../domain/effects/channels.ts';
import { type CustomerMoney, NO_MONEY } from '../../domain/intake/customer-money.ts';
import { paymentOrderOf } from '../../domain/invoice/charges/payment-order.ts';
import type { InvoiceFacts, InvoiceState } from '../../domain/invoice/facts.ts';
import { unlessFollowed } from '../../domain/invoice/letters.ts';
import type { Policy, TransferMode } from '../../domain/invoice/policy.ts';
import { hasEnded } from '../../domain/invoice/stage.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import { kindOf } from '../../domain/kernel/customer-kind.ts';
import { type InvoiceTask, type OpenTask, TaskEnd, TaskSubject } from '../../domain/tasks/task.ts';
import { NotInDatabase } from '../not-in-database.ts';
import type { Sources } from '../sources.ts';
import { agreementsHolding } from './agreements.ts';
import { lettersSent } from './letters-sent.ts';
import { nextScriptedOnPath } from './scripted.ts';

/** An invoice with all that its rules look at, as one consistent reading. */
export interface Gathered {
  readonly row: InvoiceRow;
  readonly creditor: CreditorRow;
  readonly customer: CustomerRow;
  readonly facts: InvoiceFacts;
  readonly policy: Policy;
  readonly calendar: Calendar;
}

/** Reads everything the rules look at for one invoice; throws NotInDatabase when there is none. */
export async function gatherInvoice(
  tx: Tx,
  sources: Sources,
  creditor: string,
  number: string,
): Promise<Gathered> {
  const row = await findInvoiceByNumber(tx, creditor, number);
  if (row === undefined) throw new NotInDatabase(`Creditor ${creditor} has no invoice ${number}.`);
  return gatherFrom(tx, sources, row);
}

/** The same, for a row already read in this transaction. */
export async function gatherFrom(tx: Tx, sources: Sources, row: InvoiceRow): Promise<Gathered> {
  const { creditor: ofCreditor, customerId, id: invoiceId } = row;
  const policy = await policyOf(tx, sources, ofCreditor, row.policyVersion);
  const waitsForCredit = policy.onUnmatchedCredit === 'wait' && !sources.rehearsal;
  const { creditor, customer, unmatchedMoney, scripted, letters, ...read } = await together({
    creditor: creditorOf(tx, ofCreditor),
    customer: findCustomer(tx, customerId),
    tasks: row.openTasks === 0 ? [] : tasksOnInvoice(tx, row),
    dismissedTasks: hasEnded(row.stage) ? dismissedOnInvoice(tx, row) : [],
    ledger: ledgerOf(tx, invoiceId),
    holds: holdsTouching(tx, { creditor: ofCreditor, customerId, invoiceId }),
    unmatchedMoney: waitsForCredit ? unmatchedMoneyOf(tx, row) : NO_MONEY,
    pendingEffect: pendingEffectOf(tx, invoiceId),
    dispute: row.partDisputed ? disputeOf(tx, invoiceId) : null,
    letters: lettersSent(tx, row, policy),
    scripted: sources.scripted ? nextScriptedOnPath(tx, row) : undefined,
  });
  if (customer === undefined) throw new NotInDatabase(`The customer of invoice ${row.number} is missing.`);
  const agreements = await agreementsHolding(tx, read.holds);
  const state = stateOf(row);
  const facts: InvoiceFacts = {
    agreements,
    creditor: ofCreditor,
    country: creditor.country,
    number: row.number,
    amount: row.amount,
    currency: row.currency,
    issuedOn: row.issuedOn,
    startsOn: row.openingLevelOn ?? row.issuedOn,
    dueOn: row.dueOn,
    ownTransferMode: row.ownTransferMode as TransferMode | null,
    state,
    ...paymentOrderOf(policy),
    customer: {
      kind: kindOf(customer),
      acceptsDunning: !customer.dunningOptOut,
      archived: customer.archived,
      directDebitOn: customer.directDebitOn,
      unmatchedMoney,
      reached: reachOf(customer),
    },
    ledgerFreshAt: creditor.ledgerFreshAt,
    rehearsal: sources.rehearsal,
    scriptedAt: scripted?.at ?? null,
    ...read,
    pendingEffect: unlessFollowed(read.pendingEffect, state, policy),
    ...letters,
  };
  return { row, creditor, customer, facts, policy, calendar: createCalendar(creditor) };
}

/** The same after one of its effects was written and nothing else. */
export async function withEffectsAsNow(tx: Tx, gathered: Gathered): Promise<Gathered> {
  const { row, facts, policy } = gathered;
  const pendingEffect = unlessFollowed(await pendingEffectOf(tx, row.id), facts.state, policy);
  return { ...gathered, facts: { ...facts, pendingEffect } };
}

async function unmatchedMoneyOf(tx: Tx, { customerId, currency }: InvoiceRow): Promise<CustomerMoney> {
  const { overpaid, credits, surplus } = await together({
    overpaid: overpaidInvoices(tx, customerId),
    credits: creditsOfCustomer(tx, customerId, currency),
    surplus: surplusToRefund(tx, customerId, currency),
  });
  return { overpaid, credits: [...credits, ...surplus] };
}

async function tasksOnInvoice(tx: Tx, row: InvoiceRow): Promise<readonly OpenTask<InvoiceTask>[]> {
  const of = { creditor: row.creditor, subject: TaskSubject.INVOICE, about: row.number };
  return (await openTasksOf(tx, of)) as readonly OpenTask<InvoiceTask>[];
}

async function dismissedOnInvoice(tx: Tx, row: InvoiceRow): Promise<readonly OpenTask<InvoiceTask>[]> {
  const of = { creditor: row.creditor, subject: TaskSubject.INVOICE, about: row.number };
  const dismissed = (await tasksOf(tx, of)).filter(({ ended }) => ended === TaskEnd.DISMISSED);
  return dismissed as readonly OpenTask<InvoiceTask>[];
}

export async function creditorOf(tx: Tx, creditor: string): Promise<CreditorRow> {
  const row = await findCreditor(tx, creditor);
  if (row === undefined) throw new NotInDatabase(`There is no creditor ${creditor}: publish its file first.`);
  return row;
}

export async function policyOf(tx: Tx, sources: Sources, creditor: string, version: number): Promise<Policy> {
  const key = `${creditor}/${version}`;
  const known = sources.policies.get(key);
  if (known !== undefined) return known;
  const policy = await findPolicy(tx, creditor, version);
  if (policy === undefined) throw new NotInDatabase(`Creditor ${creditor} has no policy version ${version}.`);
  sources.policies.set(key, policy);
  return policy;
}

function stateOf(row: InvoiceRow): InvoiceState {
  return {
    stage: row.stage,
    round: row.round,
    levelsDone: row.levelsDone,
    anchorOn: row.anchorOn,
    noticeDeliveredOn: row.noticeDeliveredOn,
    noticeDueOn: row.noticeDueOn,
    claimSince: row.claimSince,
    listedOn: row.listedOn,
    fixedMode: row.fixedMode,
    clockCarriedFrom: row.clockCarriedFrom,
    approvedAt: row.approvedAt,
    approvedBy: row.approvedBy,
    missedRunOn: row.missedRunOn,
    warnedFor: row.warnedFor,
    stageBeforeEnd: row.stageBeforeEnd,
    followsFrom: row.followsFrom,
    reopenedOn: row.reopenedOn,
    paidOn: row.paidOn,
    transferredOn: row.transferredOn,
    closedOn: row.closedOn,
    closeReason: row.closeReason,
    caseCount: row.caseCount,
    caseEndedOn: row.caseEndedOn,
  } as InvoiceState;
}
