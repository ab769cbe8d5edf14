import { EntryKind, type LedgerEntry } from './ledger.ts';

type Component = 'principal' | 'fees' | 'interest' | 'costs';

/** Payments go to costs first, then interest, then principal (NL: art. 6:44 BW); fees count as costs. */
const PAYMENT_ORDER: readonly Component[] = ['costs', 'fees', 'interest', 'principal'];
/** Credits correct the claim itself, so they reduce principal first. */
const CREDIT_ORDER: readonly Component[] = ['principal', 'interest', 'fees', 'costs'];

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

  constructor(principal: number) {
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
      case EntryKind.WAIVER:
      case EntryKind.WRITE_OFF:
        return this.forgive(entry.amount, PAYMENT_ORDER);
      case EntryKind.CREDIT:
        return this.forgive(entry.amount, CREDIT_ORDER);
      case EntryKind.FEE:
        return this.charge('fees', entry.amount);
      case EntryKind.INTEREST:
        return this.charge('interest', entry.amount);
      case EntryKind.COST:
        return this.charge('costs', entry.amount);
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
    return this.reduce(amount - met, PAYMENT_ORDER);
  }

  private forgive(amount: number, order: readonly Component[]): number {
    this.forgiven += amount;
    const reduced = this.reduce(amount, order);
    // What waits uses up surplus as soon as there is any, as if it had come after it.
    const met = Math.min(this.waiting, this.surplus);
    this.waiting -= met;
    this.surplus -= met;
    return reduced;
  }

  private reduce(amount: number, order: readonly Component[]): number {
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
