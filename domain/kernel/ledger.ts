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

/** What adds to a claim. */
export type ChargeKind = typeof EntryKind.FEE | typeof EntryKind.INTEREST | typeof EntryKind.COST;

/** The last part of the id of a charge that dunning books, by its kind; the key of its letter or run stands before. */
export const CHARGE_NAMES = {
  fee: EntryKind.FEE,
  interest: EntryKind.INTEREST,
  costs: EntryKind.COST,
} as const satisfies Record<string, ChargeKind>;

const UNDONE = '/undone';
const TAKEN_BACK = /\/(fee|interest|costs)(?:\/\d+)?\/undone$/;

/** The id of what takes that charge back. */
export function idOfUndoing(chargeId: string): string {
  return chargeId + UNDONE;
}

/**
 * The kind of the charge that a waiver takes back as if it had never been made, because its letter never left; null
 * for every other booking.
 */
export function chargeTakenBack({
  kind,
  externalId,
}: Pick<LedgerEntry, 'kind' | 'externalId'>): ChargeKind | null {
  if (kind !== EntryKind.WAIVER) return null;
  const name = TAKEN_BACK.exec(externalId)?.[1];
  return name === undefined ? null : CHARGE_NAMES[name as keyof typeof CHARGE_NAMES];
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
function placeInDay(entry: Pick<LedgerEntry, 'kind' | 'externalId'>): number {
  switch (entry.kind) {
    case EntryKind.FEE:
    case EntryKind.INTEREST:
    case EntryKind.COST:
      return 0;
    case EntryKind.PAYMENT:
    case EntryKind.CREDIT:
      return 1;
    case EntryKind.WAIVER:
      // A charge that is taken back is gone before anything else of its day counts.
      return chargeTakenBack(entry) === null ? 2 : 0;
    case EntryKind.WRITE_OFF:
      return 2;
    case EntryKind.CHARGEBACK:
    case EntryKind.REFUND:
    case EntryKind.REVERSAL:
      return 3;
    default:
      return entry.kind satisfies never;
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
        placeInDay(a) - placeInDay(b) ||
        inNaturalOrder(a.externalId, b.externalId),
    );
}
