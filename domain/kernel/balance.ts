import { type ChargeKind, chargeTakenBack, EntryKind, type LedgerEntry } from './ledger.ts';

/** What an open amount is made of. */
export const Component = {
  PRINCIPAL: 'principal',
  FEES: 'fees',
  INTEREST: 'interest',
  COSTS: 'costs',
} as const;
export type Component = (typeof Component)[keyof typeof Component];

/** Which component a payment goes to first, second and so on; each stands in it once. */
export type PaymentOrder = readonly Component[];

/** Payments go to costs first, then interest, then principal (NL: art. 6:44 BW); fees count as costs. */
const DEFAULT_PAYMENT_ORDER: PaymentOrder = [
  Component.COSTS,
  Component.FEES,
  Component.INTEREST,
  Component.PRINCIPAL,
];
/** Credits correct the claim itself, so they reduce principal first. */
const CREDIT_ORDER: PaymentOrder = [Component.PRINCIPAL, Component.INTEREST, Component.FEES, Component.COSTS];

/** What is still open of each component, in minor units, and what was paid too much. */
export interface OpenAmount {
  readonly principal: number;
  readonly fees: number;
  readonly interest: number;
  readonly costs: number;
  readonly total: number;
  readonly surplus: number;
}

/** The running account of one invoice: bookings go in one by one, in their order (see `inBookingOrder`). */
export class Balance {
  /** What was taken back beyond what was ever paid, and waits for its payment. */
  waiting = 0;
  private surplus = 0;
  private readonly owed: Record<Component, number>;
  /** Where reductions went, so that what is given back is what the last ones took. */
  private readonly taken: { component: Component; amount: number }[] = [];
  /** What was paid and not yet taken back: bank and customer take back no more, whatever was credited. */
  private paid = 0;
  /** What was credited, waived or written off and not yet reversed. */
  private forgiven = 0;
  private readonly order: PaymentOrder;

  constructor(principal: number, order = DEFAULT_PAYMENT_ORDER) {
    this.order = order;
    this.owed = { principal, fees: 0, interest: 0, costs: 0 };
  }

  get open(): OpenAmount {
    const { principal, fees, interest, costs } = this.owed;
    const total = principal + fees + interest + costs;
    // Written out: spreading takes longer than all the rest, and every decision asks.
    return { principal, fees, interest, costs, total, surplus: this.surplus };
  }

  /**
   * Books one entry. Returns by how much it reduced what was charged: less than zero when it gave some of that
   * back, zero when it only moved the surplus or waits.
   */
  book(entry: LedgerEntry): number {
    switch (entry.kind) {
      case EntryKind.PAYMENT:
        return this.pay(entry.amount);
      case EntryKind.WAIVER: {
        const charge = chargeTakenBack(entry);
        return charge === null
          ? this.forgive(entry.amount, this.order)
          : -this.uncharge(componentOf(charge), entry.amount);
      }
      case EntryKind.WRITE_OFF:
        return this.forgive(entry.amount, this.order);
      case EntryKind.CREDIT:
        return this.forgive(entry.amount, CREDIT_ORDER);
      case EntryKind.FEE:
      case EntryKind.INTEREST:
      case EntryKind.COST:
        return this.charge(componentOf(entry.kind), entry.amount);
      case EntryKind.CHARGEBACK:
      case EntryKind.REFUND:
        return -this.takeBack(entry.amount, this.paid);
      case EntryKind.REVERSAL:
        // It corrects any booking, a credit or write-off too.
        return -this.takeBack(entry.amount, Number.POSITIVE_INFINITY);
      default:
        return entry.kind satisfies never;
    }
  }

  /** A payment that was taken back before it was booked is met by that and changes nothing. */
  private pay(amount: number): number {
    const met = Math.min(amount, this.waiting);
    this.waiting -= met;
    this.paid += amount - met;
    return this.reduce(amount - met, this.order);
  }

  private forgive(amount: number, order: PaymentOrder): number {
    this.forgiven += amount;
    const reduced = this.reduce(amount, order);
    // What waits uses up surplus as soon as there is any, as if it had come after it.
    const met = Math.min(this.waiting, this.surplus);
    this.waiting -= met;
    this.surplus -= met;
    return reduced;
  }

  private reduce(amount: number, order: PaymentOrder): number {
    let left = amount;
    for (const component of order) {
      const part = Math.min(left, this.owed[component]);
      if (part === 0) continue;
      this.owed[component] -= part;
      this.taken.push({ component, amount: part });
      left -= part;
    }
    this.surplus += left;
    return amount - left;
  }

  private charge(component: Component, amount: number): number {
    const covered = Math.min(amount, this.surplus);
    this.surplus -= covered;
    this.owed[component] += amount - covered;
    if (covered > 0) this.taken.push({ component, amount: covered });
    return covered;
  }

  /** As if it had never been charged: what a surplus had covered of it is surplus again. Returns that part. */
  private uncharge(component: Component, amount: number): number {
    const open = Math.min(amount, this.owed[component]);
    this.owed[component] -= open;
    const covered = amount - open;
    let left = covered;
    for (let i = this.taken.length - 1; i >= 0 && left > 0; i--) {
      const last = this.taken[i];
      if (last === undefined || last.component !== component) continue;
      const part = Math.min(left, last.amount);
      this.taken[i] = { component, amount: last.amount - part };
      left -= part;
    }
    this.surplus += covered;
    return covered;
  }

  /** Uses up surplus first, then gives back what was taken last; what is more than that waits. */
  private takeBack(amount: number, most: number): number {
    const fromSurplus = Math.min(amount, this.surplus);
    this.surplus -= fromSurplus;
    const beyond = amount - fromSurplus;
    const givenBack = this.giveBack(Math.min(beyond, most));
    this.waiting += beyond - givenBack;
    // A reversal undoes what was forgiven before what was paid, so that the bank may still take that back.
    const ofForgiven = most === Number.POSITIVE_INFINITY ? Math.min(givenBack, this.forgiven) : 0;
    this.forgiven -= ofForgiven;
    this.paid = Math.max(0, this.paid - (givenBack - ofForgiven));
    return givenBack;
  }

  private giveBack(amount: number): number {
    let left = amount;
    while (left > 0) {
      const last = this.taken.pop();
      if (last === undefined) break;
      const part = Math.min(left, last.amount);
      this.owed[last.component] += part;
      if (part < last.amount) this.taken.push({ component: last.component, amount: last.amount - part });
      left -= part;
    }
    return amount - left;
  }
}

function componentOf(charge: ChargeKind): Component {
  switch (charge) {
    case EntryKind.FEE:
      return Component.FEES;
    case EntryKind.INTEREST:
      return Component.INTEREST;
    case EntryKind.COST:
      return Component.COSTS;
    default:
      return charge satisfies never;
  }
}
