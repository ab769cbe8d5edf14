import { formatAmount } from '../../domain/kernel/money.ts';
import type { CaseSummary } from '../../rehearsal/case-summary.ts';
import type { Summary } from '../../rehearsal/summary.ts';
import type { Tally } from '../../rehearsal/tally.ts';
import type { Output } from '../kit/output.ts';

/** The table at the end of a rehearsal, as text. */
export function rehearsalTable(summary: Summary, currency: string, output: Output): string {
  const rows: Row[] = [
    row('invoices', summary.invoices),
    row('paid before any level', summary.paidBefore),
    ...summary.levels.flatMap(({ name, sent, paidAfter }) => [
      row(`${name} sent`, sent),
      row('  paid after it', paidAfter),
    ]),
    row('listed for collection', summary.listed),
    row('transferred to collection', summary.transferred),
    ...(summary.cases === undefined ? [] : [row('  paid after it', summary.paidAfterTransfer)]),
    ...summary.closed.map(({ reason, tally }) => row(`closed (${reason})`, tally)),
    row('still open', summary.open),
    ...(summary.charged === undefined ? [] : chargedBy(summary.charged)),
    ...(summary.cases === undefined ? [] : casesOf(summary.cases)),
  ];
  const cells = rows.map(
    ([name, count, amount]) => [name, String(count), formatAmount(amount, currency)] as const,
  );
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((cell) => (cell[column] ?? '').length)));
  const lines = cells.map(
    ([name, count, amount]) =>
      `${name.padEnd(widths[0] ?? 0)}  ${count.padStart(widths[1] ?? 0)}  ${amount.padStart(widths[2] ?? 0)} ${currency}`,
  );
  return `${output.colors.bold('What the policy does to this ledger')}\n${lines.join('\n')}\n`;
}

type Row = [name: string, count: number, amount: number];

function row(name: string, { count, amount }: Tally): Row {
  return [name, count, amount];
}

/** What dunning added, paid or not: how many invoices with how much, and all of it. */
function chargedBy({ fees, interest, costs, all }: NonNullable<Summary['charged']>): Row[] {
  return [
    row('fees', fees),
    row('interest', interest),
    row('collection costs', costs),
    row('added in all', all),
  ];
}

/** The cases by state and outcome with what was claimed, and below each what came in. */
function casesOf({ opened, ends, collected, surplus }: CaseSummary): Row[] {
  return [
    row('cases opened', opened),
    ...ends.flatMap(({ state, claimed, collected: came }): Row[] => [
      row(`  ${state}`, claimed),
      ...(came.count === 0 ? [] : [row('    collected', came)]),
    ]),
    row('collected in cases', collected),
    ...(surplus.count === 0 ? [] : [row('  more than was owed', surplus)]),
  ];
}
