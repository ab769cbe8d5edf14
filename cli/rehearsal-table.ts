import { formatAmount } from '../domain/money.ts';
import type { Summary } from '../rehearsal/summary.ts';
import type { Output } from './output.ts';

/** The table at the end of a rehearsal, as text. */
export function rehearsalTable(summary: Summary, currency: string, output: Output): string {
  const rows: [string, number, number][] = [
    ['invoices', summary.invoices.count, summary.invoices.amount],
    ['paid before any level', summary.paidBefore.count, summary.paidBefore.amount],
    ...summary.levels.flatMap(({ name, sent, paidAfter }): [string, number, number][] => [
      [`${name} sent`, sent.count, sent.amount],
      [`  paid after it`, paidAfter.count, paidAfter.amount],
    ]),
    ['listed for collection', summary.listed.count, summary.listed.amount],
    ['transferred to collection', summary.transferred.count, summary.transferred.amount],
    ...summary.closed.map(({ reason, tally }): [string, number, number] => [
      `closed (${reason})`,
      tally.count,
      tally.amount,
    ]),
    ['still open', summary.open.count, summary.open.amount],
  ];
  const cells = rows.map(
    ([name, count, amount]) => [name, String(count), formatAmount(amount, currency)] as const,
  );
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const lines = cells.map(
    ([name, count, amount]) =>
      `${name.padEnd(widths[0] ?? 0)}  ${count.padStart(widths[1] ?? 0)}  ${amount.padStart(widths[2] ?? 0)} ${currency}`,
  );
  return `${output.colors.bold('What the policy does to this ledger')}\n${lines.join('\n')}\n`;
}
