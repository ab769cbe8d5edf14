import type { Day, Instant } from './day.ts';

/** Kinds of money movements on an invoice. Amounts of all kinds are positive. */
export const EntryKind = {
  PAYMENT: 'payment',
  CREDIT: 'credit',
  REVERSAL: 'reversal',
  CHARGEBACK: 'chargeback',
  REFUND: 'refund',
  FEE: 'fee',
  INTEREST: 'interest',
  COST: 'cost',
  WAIVER: 'waiver',
  WRITE_OFF: 'write-off',
} as const;
export type EntryKind = (typeof EntryKind)[keyof typeof EntryKind];

/** One booking; append-only. */
export interface LedgerEntry {
  readonly kind: EntryKind;
  /** Minor units, more than zero. */
  readonly amount: number;
  /** The booking counts for every decision taken on this local day or later. */
  readonly bookedOn: Day;
  readonly recordedAt: Instant;
}

/** What is still open of each component, in minor units, and what was paid too much. */
export interface OpenAmount {
  readonly principal: number;
  readonly fees: number;
  readonly interest: number;
  readonly costs: number;
  readonly total: number;
  readonly surplus: number;
}

type Component = 'principal' | 'fees' | 'interest' | 'costs';

/** Payments go to costs first, then interest, then principal (NL: art. 6:44 BW); fees count as costs. */
const PAYMENT_ORDER: readonly Component[] = ['costs', 'fees', 'interest', 'principal'];
/** Credits correct the claim itself, so they reduce principal first. */
const CREDIT_ORDER: readonly Component[] = ['principal', 'interest', 'fees', 'costs'];

const REDUCING: readonly EntryKind[] = [
  EntryKind.PAYMENT,
  EntryKind.CREDIT,
  EntryKind.WAIVER,
  EntryKind.WRITE_OFF,
];

export function reduces(kind: EntryKind): boolean {
  return REDUCING.includes(kind);
}

/** Bookings in the order they count: by day, and as recorded within a day. */
export function inBookingOrder<Entry extends { readonly bookedOn: Day }>(ledger: readonly Entry[]): Entry[] {
  return ledger.map((entry) => entry).sort((a, b) => a.bookedOn - b.bookedOn);
}

/**
 * What is open once every booking up to and including `today` counts.
 *
 * The total always equals what was charged less what was paid, or zero with a surplus: no booking is lost,
 * whatever the order.
 */
export function openAmount(principal: number, ledger: readonly LedgerEntry[], today: Day): OpenAmount {
  const balance = new Balance(principal);
  for (const entry of inBookingOrder(ledger)) {
    if (entry.bookedOn > today) break;
    balance.book(entry);
  }
  return balance.result();
}

class Balance {
  private readonly open: Record<Component, number>;
  private surplus = 0;
  /** Where payments went, so that a reversal gives back what the last ones took. */
  private readonly taken: { component: Component; amount: number }[] = [];

  constructor(principal: number) {
    this.open = { principal, fees: 0, interest: 0, costs: 0 };
  }

  book(entry: LedgerEntry): void {
    switch (entry.kind) {
      case EntryKind.PAYMENT:
      case EntryKind.WAIVER:
      case EntryKind.WRITE_OFF:
        this.reduce(entry.amount, PAYMENT_ORDER);
        break;
      case EntryKind.CREDIT:
        this.reduce(entry.amount, CREDIT_ORDER);
        break;
      case EntryKind.FEE:
        this.charge('fees', entry.amount);
        break;
      case EntryKind.INTEREST:
        this.charge('interest', entry.amount);
        break;
      case EntryKind.COST:
        this.charge('costs', entry.amount);
        break;
      case EntryKind.REVERSAL:
      case EntryKind.CHARGEBACK:
      case EntryKind.REFUND:
        this.giveBack(entry.amount);
        break;
      default:
        entry.kind satisfies never;
    }
  }

  result(): OpenAmount {
    const { principal, fees, interest, costs } = this.open;
    return { ...this.open, total: principal + fees + interest + costs, surplus: this.surplus };
  }

  private reduce(amount: number, order: readonly Component[]): void {
    let left = amount;
    for (const component of order) {
      const part = Math.min(left, this.open[component]);
      if (part === 0) continue;
      this.open[component] -= part;
      this.taken.push({ component, amount: part });
      left -= part;
    }
    this.surplus += left;
  }

  private charge(component: Component, amount: number): void {
    const covered = Math.min(amount, this.surplus);
    this.surplus -= covered;
    this.open[component] += amount - covered;
    if (covered > 0) this.taken.push({ component, amount: covered });
  }

  private giveBack(amount: number): void {
    const fromSurplus = Math.min(amount, this.surplus);
    this.surplus -= fromSurplus;
    let left = amount - fromSurplus;
    while (left > 0) {
      const last = this.taken.pop();
      if (last === undefined) break;
      const part = Math.min(left, last.amount);
      this.open[last.component] += part;
      if (part < last.amount) this.taken.push({ component: last.component, amount: last.amount - part });
      left -= part;
    }
    // More given back than was ever paid: the debtor owes it all the same.
    this.open.principal += left;
  }
}
