import type { OpenAmount } from '../kernel/balance.ts';
import type { Day } from '../kernel/day.ts';
import { EntryKind, type LedgerEntry } from '../kernel/ledger.ts';
import type { Occasion } from '../kernel/machine.ts';
import { formatAmount, money } from '../kernel/money.ts';
import { openAmount } from '../kernel/open-amount.ts';
import type { Moment } from '../kernel/situation.ts';
import { raiseTask, TaskKind } from '../tasks/task.ts';
import { advanceCase, type CaseDecision, type NewPosting, type NewReceipt } from './decision.ts';
import type { CaseFacts, LinkedInvoice } from './facts.ts';
import { CaseEvent } from './machine.ts';
import { openOfItself } from './money.ts';
import { hasCaseEnded } from './state.ts';

/** Money that a collector brought in, as told by hand, by its report or by its settlement file. */
export interface CollectedAmount {
  /** Minor units of the case's currency, more than zero. */
  readonly amount: number;
  /** The receipt's id: told again, it is the same receipt. */
  readonly externalId: string;
  readonly receivedOn: Day;
  readonly source: NewReceipt['source'];
  readonly by: string;
  readonly commandId?: string | null;
}

/** `new`; `same` when it was told before; `conflict` when it was told before with another amount. */
export type Collected =
  | { readonly kind: 'new' | 'same' | 'conflict'; readonly decision: CaseDecision; readonly says: string }
  | { readonly kind: 'refused'; readonly refused: string };

/** Prefix of the bookings that a receipt makes; the collector knows of them. */
export function receiptPrefix(reference: string): string {
  return `case/${reference}/receipt/`;
}

/**
 * Writes a receipt and books it: on the invoices of the case, the oldest first, or on the case itself. What is more
 * than is owed is kept on the receipt as surplus, for a refund. Refused once the case has ended; what comes after a
 * deactivation is booked on the invoices all the same.
 */
export function collect(
  decision: CaseDecision,
  collected: CollectedAmount,
  { asOf, today }: Moment,
): Collected {
  const { facts } = decision;
  const known = facts.receipts.find(({ externalId }) => externalId === collected.externalId);
  const occasion: Occasion = {
    at: asOf,
    on: today,
    by: collected.by,
    commandId: collected.commandId ?? null,
  };
  if (known !== undefined) return again(decision, collected, known.amount, occasion);
  if (hasCaseEnded(facts.state.state) && facts.state.deactivatedAt === null) {
    return {
      kind: 'refused',
      refused: `The case is ${facts.state.state}: no further money can be collected on it.`,
    };
  }
  // Nobody has money of tomorrow: a collector's clock may be ahead of the creditor's.
  const receivedOn = Math.min(collected.receivedOn, occasion.on);
  const { postings, left, invoices } = allocate(facts, collected, receivedOn);
  const surplus = facts.hasInvoices ? left : beyondOwn(facts, collected.amount, occasion.on);
  const receipt: NewReceipt = {
    externalId: collected.externalId,
    amount: collected.amount,
    surplus,
    receivedOn,
    recordedAt: asOf,
    source: collected.source,
    by: collected.by,
  };
  const words = formatAmount(collected.amount, facts.currency);
  const noted =
    facts.state.deactivatedAt === null
      ? advanceCase(decision, CaseEvent.COLLECTED, {
          ...occasion,
          reason: `${words} ${facts.currency}, receipt ${collected.externalId}`,
        })
      : decision;
  const moved = surplus > 0 ? toBeRefunded(noted, receipt) : noted;
  return {
    kind: 'new',
    decision: {
      ...moved,
      facts: { ...moved.facts, invoices, receipts: [...facts.receipts, receipt] },
      receipts: [...moved.receipts, receipt],
      postings: [...moved.postings, ...postings],
    },
    says:
      surplus === 0
        ? `${words} ${facts.currency} was collected.`
        : `${words} ${facts.currency} was collected, ${formatAmount(surplus, facts.currency)} more than was owed: refund it.`,
  };
}

/** Each receipt that brought too much is a refund of its own. */
function toBeRefunded(decision: CaseDecision, { externalId, surplus }: NewReceipt): CaseDecision {
  const { currency } = decision.facts;
  const note = `${money(surplus, currency)} of receipt ${externalId}`;
  return raiseTask(decision, TaskKind.SURPLUS, { note, key: externalId });
}

function again(
  decision: CaseDecision,
  collected: CollectedAmount,
  before: number,
  occasion: Occasion,
): Collected {
  const { currency } = decision.facts;
  const original = money(before, currency);
  if (before === collected.amount) {
    return {
      kind: 'same',
      decision,
      says: `The receipt ${collected.externalId} was recorded before: ${original}.`,
    };
  }
  const reason = `receipt ${collected.externalId}: ${original} was recorded, now ${formatAmount(collected.amount, currency)}`;
  return {
    kind: 'conflict',
    decision: raiseTask(
      advanceCase(decision, CaseEvent.CONFLICT, { ...occasion, reason }),
      TaskKind.RECEIPT_CONFLICT,
      { note: reason, key: `${collected.externalId}/${collected.amount}` },
    ),
    says: `The receipt ${collected.externalId} was recorded before with another amount: ${original} stands, the conflict is noted.`,
  };
}

interface Allocation {
  readonly postings: readonly NewPosting[];
  readonly invoices: readonly LinkedInvoice[];
  readonly left: number;
}

function allocate(facts: CaseFacts, collected: CollectedAmount, bookedOn: Day): Allocation {
  let left = collected.amount;
  const postings: NewPosting[] = [];
  const invoices = facts.invoices.map((invoice) => {
    const amount = Math.min(left, invoice.open.total);
    if (amount === 0) return invoice;
    left -= amount;
    postings.push({
      invoiceId: invoice.id,
      // Escaped, so that no id and number together can look like another pair.
      externalId: `${receiptPrefix(facts.reference)}${encodeURIComponent(collected.externalId)}/${invoice.number}`,
      kind: EntryKind.PAYMENT,
      amount,
      bookedOn,
      by: collected.by,
    });
    return { ...invoice, open: afterEntry(invoice, EntryKind.PAYMENT, amount) };
  });
  return { postings, invoices, left };
}

/** The part of an amount that is more than the case itself is owed, after its end too. */
function beyondOwn(facts: CaseFacts, amount: number, today: Day): number {
  return Math.max(0, amount - openOfItself(facts, today).total);
}

/** Open components of an invoice after one more booking, allocated as on its own ledger. */
export function afterEntry(
  { open, paymentOrder }: Pick<LinkedInvoice, 'open' | 'paymentOrder'>,
  kind: EntryKind,
  amount: number,
): OpenAmount {
  const charged: readonly [EntryKind, number][] = [
    [EntryKind.FEE, open.fees],
    [EntryKind.INTEREST, open.interest],
    [EntryKind.COST, open.costs],
  ];
  const entries: LedgerEntry[] = [...charged, [kind, amount] as const]
    .filter(([, value]) => value > 0)
    .map(([one, value]) => ({ externalId: one, kind: one, amount: value, bookedOn: 0, recordedAt: 0 }));
  return openAmount(open.principal, entries, 0, paymentOrder);
}
