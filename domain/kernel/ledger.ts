import type { Day, Instant } from './day.ts';
import { inNaturalOrder } from './natural-order.ts';

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
  /** Names the booking for ever, and says where it comes among those of its day. */
  readonly externalId: string;
  readonly kind: EntryKind;
  /** Minor units, more than zero. */
  readonly amount: number;
  /** The booking counts for every decision taken on this local day or later. */
  readonly bookedOn: Day;
  readonly recordedAt: Instant;
}

const REDUCING: readonly EntryKind[] = [
  EntryKind.PAYMENT,
  EntryKind.CREDIT,
  EntryKind.WAIVER,
  EntryKind.WRITE_OFF,
];

export function reduces(kind: EntryKind): boolean {
  return REDUCING.includes(kind);
}

/**
 * The place of a booking within its day: what was charged comes first, then payments and credits, then what became
 * of the rest, and last what was taken back, so that a day is netted whatever order its bookings came in.
 */
function placeInDay(kind: EntryKind): number {
  switch (kind) {
    case EntryKind.FEE:
    case EntryKind.INTEREST:
    case EntryKind.COST:
      return 0;
    case EntryKind.PAYMENT:
    case EntryKind.CREDIT:
      return 1;
    case EntryKind.WAIVER:
    case EntryKind.WRITE_OFF:
      return 2;
    case EntryKind.CHARGEBACK:
    case EntryKind.REFUND:
    case EntryKind.REVERSAL:
      return 3;
    default:
      return kind satisfies never;
  }
}

/**
 * Bookings in the order they count: by day; within a day by what they do, then by their ids, as whoever booked them
 * numbered them. When and in which order they were recorded is of no account.
 */
export function inBookingOrder<Entry extends Pick<LedgerEntry, 'bookedOn' | 'kind' | 'externalId'>>(
  ledger: readonly Entry[],
): Entry[] {
  return ledger
    .map((entry) => entry)
    .sort(
      (a, b) =>
        a.bookedOn - b.bookedOn ||
        placeInDay(a.kind) - placeInDay(b.kind) ||
        inNaturalOrder(a.externalId, b.externalId),
    );
}
