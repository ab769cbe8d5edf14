import { formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import { type Comparison, compare, type Target } from '../../read/creditor/compare-policies.ts';
import { comparedLines, comparisonInWords, comparisonJson } from '../../read/creditor/comparison.ts';
import type { InvoiceQuery } from '../../read/invoice/filter.ts';
import { forecastLineName } from '../../read/invoice/forecast.ts';
import type { Context, Tenant } from '../kit/context.ts';
import { Progress } from '../kit/progress.ts';

/** Works out what goes out now and what would, and prints it line by line, with the invoices that stay. */
export async function compareAndPrint(
  context: Context,
  tenant: Tenant,
  target: Target,
  query: InvoiceQuery & { readonly days: number },
): Promise<void> {
  const progress = new Progress('comparing');
  const comparison = await compare(context, tenant, target, query, () => progress.step());
  progress.end();
  return print(context, comparison, tenant.row.currency);
}

async function print({ output }: Context, comparison: Comparison, currency: string): Promise<void> {
  if (output.isJson) return output.json(comparisonJson(comparison, currency));
  const { from, until, refused, refusals } = comparison;
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const table = output.table([
    { title: `from ${formatDay(from)} until ${formatDay(until)}` },
    right('now'),
    right(`open ${currency}`),
    right('after'),
    right(`open ${currency}`),
    right('difference'),
  ]);
  for (const { line, now, after } of comparedLines(comparison)) {
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
  output.note(comparisonInWords(comparison));
}
