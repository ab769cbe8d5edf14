import type { Day } from '../kernel/day.ts';
import { type ForecastEvent, ForecastKind } from './forecast.ts';

/** How many, and how much is open on them, in minor units. */
export interface Tally {
  count: number;
  sum: number;
}

/** One line of a forecast: a level, listing, transfer or closing, day by day. */
export interface ForecastLine {
  readonly kind: ForecastKind;
  readonly level: string | null;
  readonly days: ReadonlyMap<Day, Tally>;
}

const ORDER: readonly ForecastKind[] = [
  ForecastKind.LEVEL,
  ForecastKind.LISTING,
  ForecastKind.TRANSFER,
  ForecastKind.CLOSING,
];

/** Adds up forecasts of any number of invoices; its size depends on levels and days only. */
export class ForecastTally {
  private readonly lines = new Map<string, ForecastLine & { readonly days: Map<Day, Tally> }>();

  /** Levels named here come in this order and are there also when nothing goes out. */
  constructor(levels: readonly string[]) {
    for (const level of levels) this.line(ForecastKind.LEVEL, level);
    for (const kind of ORDER.slice(1)) this.line(kind, null);
  }

  add(events: readonly ForecastEvent[]): void {
    for (const { kind, level, on, amount } of events) {
      const { days } = this.line(kind, level);
      const tally = days.get(on) ?? { count: 0, sum: 0 };
      days.set(on, { count: tally.count + 1, sum: tally.sum + amount });
    }
  }

  /** All lines: levels first, then listing, transfer and closing. */
  result(): readonly ForecastLine[] {
    const lines = [...this.lines.values()];
    return ORDER.flatMap((kind) => lines.filter((line) => line.kind === kind));
  }

  private line(kind: ForecastKind, level: string | null): ForecastLine & { days: Map<Day, Tally> } {
    const key = `${kind}/${level ?? ''}`;
    const known = this.lines.get(key) ?? { kind, level, days: new Map<Day, Tally>() };
    this.lines.set(key, known);
    return known;
  }
}

/** The days of a line from one day up to and including another, together. */
export function between(line: ForecastLine, from: Day, to: Day): Tally {
  const total: Tally = { count: 0, sum: 0 };
  for (const [on, tally] of line.days) {
    if (on < from || on > to) continue;
    total.count += tally.count;
    total.sum += tally.sum;
  }
  return total;
}
