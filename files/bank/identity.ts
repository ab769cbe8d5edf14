import { createHash } from 'node:crypto';
import { type Day, formatDay } from '../../domain/kernel/day.ts';

/** What an entry or a transaction of it is recognised by. */
export interface Recognised {
  readonly account: string;
  readonly bookedOn: Day;
  readonly direction: 'in' | 'out';
  /** Minor units. */
  readonly amount: number;
  /** The bank's own reference. */
  readonly bankReference: string | undefined;
  /** What else says which payment it is, where the bank gives no reference. */
  readonly content: readonly (string | undefined)[];
}

/** Words that banks write where they have no reference. */
const NO_REFERENCE = /^(NON?REF|NOT ?PROVIDED|NONE|N\/A|0+|-+)$/i;

/** A reference; undefined where the bank wrote that there is none. */
export function reference(text: string | undefined): string | undefined {
  return text === undefined || NO_REFERENCE.test(text) ? undefined : text;
}

/**
 * The permanent id of a booking at the bank: account, the bank's reference, day, direction and amount. The same
 * booking has the same id in every statement and notification; a reference that a bank uses again does not hide
 * another booking.
 *
 * Without a reference the content stands in its place. What repeats within one statement is counted, so that two
 * equal bookings stay two, and the same two when the statement is read again.
 */
export class BookingIds {
  /** By a hash of the id: a number takes far less room than the ids of a large statement. */
  private readonly seen = new Map<number, number>();

  idOf(booking: Recognised): string {
    const id = bookingId({ ...booking, bankReference: booking.bankReference ?? contentOf(booking) });
    const key = createHash('sha256').update(id).digest().readUIntBE(0, 6);
    const times = (this.seen.get(key) ?? 0) + 1;
    this.seen.set(key, times);
    return times === 1 ? id : `${id}~${times}`;
  }
}

/** The id by the bank's reference alone. */
export function bookingId(booking: Omit<Recognised, 'content'> & { readonly bankReference: string }): string {
  const { account, bankReference, bookedOn, direction, amount } = booking;
  return [account, bankReference, formatDay(bookedOn), direction, amount].join('/');
}

function contentOf({ content }: Recognised): string {
  return `content-${hash(content)}`;
}

function hash(parts: readonly (string | undefined)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 16);
}
