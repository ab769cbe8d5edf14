import { ForecastKind } from '../../domain/invoice/forecast.ts';
import type { ForecastLine, Tally } from '../../domain/invoice/forecast-tally.ts';
import { formatAmount } from '../../domain/kernel/money.ts';

/** What a line of a forecast is called: its level, or what becomes of the claim. */
export function lineName(line: ForecastLine): string {
  switch (line.kind) {
    case ForecastKind.LEVEL:
      return line.level ?? 'letter';
    case ForecastKind.LISTING:
      return 'goes on the list';
    case ForecastKind.TRANSFER:
      return 'transferred to collection';
    case ForecastKind.CLOSING:
      return 'closed after 60 days';
    default:
      return line.kind satisfies never;
  }
}

export function tallyJson({ count, sum }: Tally, currency: string) {
  return { count, open: formatAmount(sum, currency) };
}
