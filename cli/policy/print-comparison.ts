import { between, type ForecastLine, type Tally } from '../../domain/invoice/forecast-tally.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { forecastLineName, lineKeyJson, tallyJson } from '../../read/invoice/forecast.ts';
import type { Context } from '../kit/context.ts';
import { count } from '../kit/format.ts';
import type { Comparison } from './compare.ts';

interface Row {
  readonly line: ForecastLine;
  readonly now: Tally;
  readonly after: Tally;
}

/** Prints what goes out now and what would, line by line, and which invoices stay. */
export async function printComparison(
  { output }: Context,
  comparison: Comparison,
  currency: string,
): Promise<void> {
  const { from, until, invoices, moves, changes, refused, refusals } = comparison;
  const rows = rowsOf(comparison);
  if (output.isJson) {
    return output.json({
      from: formatDay(from),
      until: formatDay(until),
      invoices,
      moves,
      changes,
      refused,
      refusals,
      lines: rows.map(({ line, now, after }) => ({
        ...lineKeyJson(line),
        now: tallyJson(now, currency),
        after: tallyJson(after, currency),
      })),
    });
  }
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const table = output.table([
    { title: `from ${formatDay(from)} until ${formatDay(until)}` },
    right('now'),
    right(`open ${currency}`),
    right('after'),
    right(`open ${currency}`),
    right('difference'),
  ]);
  for (const { line, now, after } of rows) {
    const difference = after.count - now.count;
    const sign = difference > 0 ? '+' : '';
    await table.row([
      forecastLineName(line),
      String(now.count),
      formatAmount(now.sum, currency),
      String(after.count),
      formatAmount(after.sum, currency),
      `${sign}${difference}`,
    ]);
  }
  await table.end();
  for (const { number, because } of refusals) output.warn(`${number} stays as it is: ${because}`);
  if (refused > refusals.length) output.warn(`… and ${refused - refusals.length} more.`);
  output.note(
    `${count(invoices, 'invoice')} under way: ${moves} would move, ${changes} with another path in these days, ${refused} stay as they are.`,
  );
}

/** Lines of both sides side by side; a level that only one of them has counts nothing on the other. */
function rowsOf({ now, after, from, until }: Comparison): Row[] {
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
