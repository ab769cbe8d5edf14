import { between, type ForecastLine, type Tally } from '../../domain/invoice/forecast-tally.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { lineKeyJson, tallyJson } from '../invoice/forecast.ts';
import { count } from '../kit/format.ts';
import type { Comparison } from './compare-policies.ts';

/** A line of both forecasts side by side. */
export interface ComparedLine {
  readonly line: ForecastLine;
  readonly now: Tally;
  readonly after: Tally;
}

/** Lines of both sides side by side; a level that only one of them has counts nothing on the other. */
export function comparedLines({ now, after, from, until }: Comparison): ComparedLine[] {
  const nothing: Tally = { count: 0, sum: 0 };
  const keyOf = ({ kind, level }: ForecastLine) => `${kind}/${level ?? ''}`;
  const find = (lines: readonly ForecastLine[], key: string) => lines.find((line) => keyOf(line) === key);
  const keys = [...new Set([...after, ...now].map(keyOf))];
  return keys.flatMap((key) => {
    const [one, other] = [find(now, key), find(after, key)];
    const line = other ?? one;
    if (line === undefined) return [];
    return [
      {
        line,
        now: one === undefined ? nothing : between(one, from, until),
        after: other === undefined ? nothing : between(other, from, until),
      },
    ];
  });
}

export function comparisonJson(comparison: Comparison, currency: string): object {
  const { from, until, invoices, moves, changes, refused, refusals } = comparison;
  return {
    from: formatDay(from),
    until: formatDay(until),
    invoices,
    moves,
    changes,
    refused,
    refusals,
    lines: comparedLines(comparison).map(({ line, now, after }) => ({
      ...lineKeyJson(line),
      now: tallyJson(now, currency),
      after: tallyJson(after, currency),
    })),
  };
}

/** The whole of it in one sentence. */
export function comparisonInWords({ invoices, moves, changes, refused }: Comparison): string {
  return `${count(invoices, 'invoice')} under way: ${moves} would move, ${changes} with another path in these days, ${refused} stay as they are.`;
}
