import type { Day } from '../kernel/day.ts';
import type { EntryKind } from '../kernel/ledger.ts';

/** Where an order stands at the collector. */
export const OrderStatus = {
  /** It has the order and has not decided yet. */
  RECEIVED: 'received',
  ACCEPTED: 'accepted',
  REJECTED: 'rejected',
  /** A withdrawal took effect. */
  WITHDRAWN: 'withdrawn',
  /** The collector has ended its work. */
  CLOSED: 'closed',
} as const;
export type OrderStatus = (typeof OrderStatus)[keyof typeof OrderStatus];

/**
 * Everything a collector knows of one order, always whole: a report that is lost, repeated or late does no harm,
 * as each later one says all of it again and the revision tells which is newer.
 */
export interface CollectorReport {
  /** Key of the order. */
  readonly order: string;
  /** Rises with every change at the collector; an equal or lower one has nothing new. */
  readonly revision: number;
  readonly status: OrderStatus;
  /** Why it was rejected, closed or withdrawn. */
  readonly reason: string | null;
  readonly receipts: readonly {
    readonly id: string;
    /** Minor units, more than zero. */
    readonly amount: number;
    readonly currency: string;
    readonly on: Day;
  }[];
  /** Costs, interest and fees that the collector charges the debtor. */
  readonly charges: readonly {
    readonly id: string;
    readonly kind: typeof EntryKind.COST | typeof EntryKind.INTEREST | typeof EntryKind.FEE;
    readonly amount: number;
    readonly currency: string;
    readonly on: Day;
  }[];
  /** What it did towards the debtor: a letter, a call, a visit. */
  readonly steps: readonly { readonly id: string; readonly what: string; readonly on: Day }[];
  readonly messages: readonly { readonly id: string; readonly text: string; readonly on: Day }[];
}
