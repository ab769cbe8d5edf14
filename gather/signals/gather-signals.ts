import { createCalendar } from '../../calendar/calendar.ts';
import type { CreditorRow } from '../../db/creditor/creditors.ts';
import { type CustomerRow, findCustomer } from '../../db/customer/customers.ts';
import { effectsOf } from '../../db/effects/effects.ts';
import { findHolds } from '../../db/holds.ts';
import { disputeOf } from '../../db/invoice/disputes.ts';
import { type InvoiceRow, listInvoices } from '../../db/invoice/invoices.ts';
import { ledgerOf } from '../../db/invoice/ledger.ts';
import { eachRow } from '../../db/pages.ts';
import { consentsOf, contactAttemptsOf, optOutOf } from '../../db/signals/customers.ts';
import { plansOf } from '../../db/signals/disconnections.ts';
import { signalsOf } from '../../db/signals/signals.ts';
import type { Tx } from '../../db/tx.ts';
import { EffectKind, EffectState } from '../../domain/effects/effect.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import type { Day, Instant } from '../../domain/kernel/day.ts';
import { HoldScope } from '../../domain/kernel/holds.ts';
import { openAmount } from '../../domain/kernel/open-amount.ts';
import type { PlannedDisconnection, SignalFacts, SignalInvoice } from '../../domain/signals/facts.ts';
import { finalLevelOf } from '../../domain/signals/final-level.ts';
import { overdueDays } from '../../domain/signals/overdue-days.ts';
import { creditorOf, policyOf } from '../invoice/gather-invoice.ts';
import { NotInDatabase } from '../not-in-database.ts';
import type { Sources } from '../sources.ts';

const PAGE = 500;

/** A customer with all that the conditions of signals look at, as one consistent reading. */
export interface GatheredSignal {
  readonly creditor: CreditorRow;
  readonly customer: CustomerRow;
  readonly facts: SignalFacts;
  readonly calendar: Calendar;
}

/** Reads everything the conditions look at for one customer; throws NotInDatabase when there is none. */
export async function gatherSignal(
  tx: Tx,
  sources: Sources,
  customerId: number,
  asOf: Instant,
): Promise<GatheredSignal> {
  const customer = await findCustomer(tx, customerId);
  if (customer === undefined) throw new NotInDatabase('The customer is not in the database.');
  const creditor = await creditorOf(tx, customer.creditor);
  const calendar = createCalendar(creditor);
  const today = calendar.dayOf(asOf);
  const scope = { creditor: creditor.creditor };
  const optOut = await optOutOf(tx, customerId);
  const [consent] = await consentsOf(tx, customerId);
  const facts: SignalFacts = {
    currency: creditor.currency,
    customer,
    invoices: await invoicesOf(tx, sources, customer, creditor.currency, today),
    holds: [
      ...(await findHolds(tx, { ...scope, scope: HoldScope.CREDITOR })),
      ...(await findHolds(tx, { ...scope, scope: HoldScope.CUSTOMER, customerId })),
    ],
    optOut: optOut === undefined ? null : { reason: optOut.reason, on: optOut.onDay },
    signals: await signalsOf(tx, customerId),
    contactAttempts: (await contactAttemptsOf(tx, customerId)).map(({ onDay: on, channel, outcome }) => ({
      on,
      channel,
      outcome,
    })),
    consent: consent === undefined ? null : { status: consent.status, on: consent.onDay, text: consent.text },
    disconnections: await disconnectionsOf(tx, customerId, today, asOf),
  };
  return { creditor, customer, facts, calendar };
}

async function invoicesOf(
  tx: Tx,
  sources: Sources,
  customer: CustomerRow,
  currency: string,
  today: Day,
): Promise<readonly SignalInvoice[]> {
  const invoices: SignalInvoice[] = [];
  const all = eachRow({ limit: PAGE }, (page) => listInvoices(tx, { customerId: customer.id, ...page }));
  for await (const row of all) {
    if (row.currency === currency) invoices.push(await signalInvoice(tx, sources, row, today));
  }
  return invoices;
}

async function signalInvoice(tx: Tx, sources: Sources, row: InvoiceRow, today: Day): Promise<SignalInvoice> {
  const ledger = await ledgerOf(tx, row.id);
  const { number, contract, dueOn, disputed } = row;
  return {
    number,
    contract,
    dueOn,
    open: openAmount(row.amount, ledger, today).total,
    overdueDays: overdueDays(row, ledger, today),
    disputed,
    disputedPart: row.partDisputed ? ((await disputeOf(tx, row.id))?.amount ?? 0) : 0,
    finalReminderOn: await finalReminderOn(tx, sources, row, today),
    holds: await findHolds(tx, { creditor: row.creditor, scope: HoldScope.INVOICE, invoiceId: row.id }),
  };
}

/**
 * The day the final reminder was delivered, in this round or an earlier one whose levels still count. Waived is
 * not delivered. An opening position at that level or behind it counts: levels are never skipped.
 */
async function finalReminderOn(tx: Tx, sources: Sources, row: InvoiceRow, today: Day): Promise<Day | null> {
  const final = finalLevelOf(await policyOf(tx, sources, row.creditor, row.policyVersion));
  if (final === null) return null;
  const upToToday = (on: Day | null): Day | null => (on !== null && on <= today ? on : null);
  if (final.isNotice) return upToToday(row.noticeDeliveredOn);
  if (row.levelsDone <= final.index) return null;
  const wentOut = (await effectsOf(tx, row.id))
    .filter(
      (effect) =>
        effect.kind === EffectKind.LEVEL &&
        effect.level === final.name &&
        (effect.state === EffectState.DELIVERED || effect.state === EffectState.HANDED_OVER),
    )
    .flatMap((effect) => upToToday(effect.deliveredOn) ?? []);
  if (wentOut.length > 0) return Math.max(...wentOut);
  const { openingLevel, openingLevelOn } = row;
  return openingLevel !== null && final.fromThere.includes(openingLevel) ? upToToday(openingLevelOn) : null;
}

async function disconnectionsOf(
  tx: Tx,
  customerId: number,
  today: Day,
  asOf: Instant,
): Promise<readonly PlannedDisconnection[]> {
  const plans = await plansOf(tx, customerId);
  return plans
    .filter(({ endedAt }) => endedAt === null || endedAt > asOf)
    .map(({ kind, plannedOn, contract, stops }) => ({
      kind,
      plannedOn,
      contract,
      stoppedBecause: stops
        .filter(
          ({ fromOn, untilOn, releasedAt }) =>
            fromOn <= today &&
            (untilOn === null || untilOn > today) &&
            (releasedAt === null || releasedAt > asOf),
        )
        .map(({ reason }) => reason),
    }));
}
