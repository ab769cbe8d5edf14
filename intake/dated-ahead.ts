import { RowKind } from '../contracts/intake.ts';
import { type Day, formatDay, type Instant } from '../domain/kernel/day.ts';

const MS_PER_DAY = 86_400_000;

interface Booking {
  readonly file: string;
  readonly line: number;
  readonly kind: RowKind;
  readonly body: object;
}

/**
 * Counts bookings whose day has come nowhere on earth yet. They are taken and count from that day on; a mistyped year
 * among them would let a letter go out to somebody who has paid.
 */
export class DatedAhead {
  private readonly lastDay: Day;
  private first: (Booking & { readonly on: Day }) | null = null;
  private count = 0;

  constructor(asOf: Instant) {
    // The zone that is furthest ahead is 14 hours before UTC.
    this.lastDay = Math.floor((asOf + 14 * 3_600_000) / MS_PER_DAY);
  }

  see(row: Booking): void {
    if (row.kind !== RowKind.PAYMENT) return;
    const on = (row.body as { readonly bookedOn?: Day }).bookedOn;
    if (on === undefined || on <= this.lastDay) return;
    this.first ??= { ...row, on };
    this.count += 1;
  }

  /** Where the first of them stands and what it means; null when there is none. */
  inWords(): { readonly file: string; readonly line: number; readonly text: string } | null {
    if (this.first === null) return null;
    const { file, line, on } = this.first;
    const day = formatDay(on);
    const says =
      this.count === 1
        ? `a booking is dated ahead, ${day}: it counts from that day on.`
        : `${this.count} bookings are dated ahead, the first ${day}: each counts from its day on.`;
    return { file, line, text: `${file}:${line}: ${says}` };
  }
}
