import type { OpenAmount } from '../kernel/balance.ts';
import type { Day } from '../kernel/day.ts';
import { EntryKind, type LedgerEntry } from '../kernel/ledger.ts';
import { openAmount } from '../kernel/open-amount.ts';
import type { CaseFacts } from './facts.ts';
import { isCaseOver } from './order.ts';
import { CaseOutcome } from './state.ts';

/**
 * What is still owed in a case, by component: of its invoices, or of its line items where it has none. A case that
 * has ended keeps what was open then.
 */
export function openOfCase(facts: CaseFacts, today: Day): OpenAmount {
  if (isCaseOver(facts)) return facts.openAtEnd;
  if (facts.hasInvoices) return sum(facts.invoices.map(({ open }) => open));
  return openOfItself(facts, today);
}

/** What its line items, charges and receipts come to, for a case without invoices. */
export function openOfItself(facts: CaseFacts, today: Day): OpenAmount {
  const entries = [...receiptsAsEntries(facts), ...facts.charges];
  return openAmount(facts.state.amount, entries, today, facts.paymentOrder);
}

/** Receipts of a case without invoices as bookings on it; a surplus is no part of the balance. */
function receiptsAsEntries({ receipts }: CaseFacts): LedgerEntry[] {
  return receipts
    .filter((receipt) => receipt.amount > receipt.surplus)
    .map(({ externalId, amount, surplus, receivedOn, recordedAt }) => ({
      externalId,
      kind: EntryKind.PAYMENT,
      amount: amount - surplus,
      bookedOn: receivedOn,
      recordedAt,
    }));
}

const NOTHING: OpenAmount = { principal: 0, fees: 0, interest: 0, costs: 0, total: 0, surplus: 0 };

function sum(amounts: readonly OpenAmount[]): OpenAmount {
  return amounts.reduce(
    (all, one) => ({
      principal: all.principal + one.principal,
      fees: all.fees + one.fees,
      interest: all.interest + one.interest,
      costs: all.costs + one.costs,
      total: all.total + one.total,
      surplus: all.surplus + one.surplus,
    }),
    NOTHING,
  );
}

/** What the collector brought in, surplus included. */
export function collectedOf({ receipts }: CaseFacts): number {
  return receipts.reduce((all, { amount }) => all + amount, 0);
}

export function surplusOf({ receipts }: CaseFacts): number {
  return receipts.reduce((all, { surplus }) => all + surplus, 0);
}

/** How a case ended by what came in: everything, a part, or nothing. */
export function outcomeByMoney(facts: CaseFacts, today: Day): CaseOutcome {
  if (openOfCase(facts, today).total === 0) return CaseOutcome.COLLECTED;
  return collectedOf(facts) > 0 ? CaseOutcome.PARTLY_COLLECTED : CaseOutcome.UNCOLLECTED;
}
