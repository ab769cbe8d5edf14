import { Balance, Component, type OpenAmount, type PaymentOrder } from './balance.ts';
import { inBookingOrder, type LedgerEntry } from './ledger.ts';

/** What one booking did to each component; less than zero where it took off. */
type Change = Readonly<Record<Component | 'surplus' | 'waiting', number>>;

/** A booking with where it went. */
export interface AccountLine<Entry> {
  readonly entry: Entry;
  readonly change: Change;
}

/**
 * An invoice's account, booking by booking in the order that they count: the principal with all changes up to a
 * booking is what was open after it.
 */
export function accountOf<Entry extends LedgerEntry>(
  principal: number,
  ledger: readonly Entry[],
  order?: PaymentOrder,
): readonly AccountLine<Entry>[] {
  const balance = new Balance(principal, order);
  return inBookingOrder(ledger).map((entry) => {
    const [before, waited] = [balance.open, balance.waiting];
    balance.book(entry);
    return { entry, change: changeOf(before, balance.open, balance.waiting - waited) };
  });
}

function changeOf(before: OpenAmount, after: OpenAmount, waiting: number): Change {
  const of = (name: Component | 'surplus') => after[name] - before[name];
  return {
    [Component.PRINCIPAL]: of(Component.PRINCIPAL),
    [Component.FEES]: of(Component.FEES),
    [Component.INTEREST]: of(Component.INTEREST),
    [Component.COSTS]: of(Component.COSTS),
    surplus: of('surplus'),
    waiting,
  };
}
