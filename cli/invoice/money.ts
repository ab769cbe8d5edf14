import type { Command } from 'commander';
import { formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import {
  type InvoiceMoney,
  invoiceMoney,
  invoiceMoneyJson,
  kindInWords,
  reckoningInWords,
} from '../../read/invoice/money.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';

export function build(): Command {
  return newCommand(
    'Says how every cent that is open on an invoice came about: fees with their rule, interest with days, rate and principal, costs with their scale, and where each payment went.',
    ['dunwell money 2026/001', 'dunwell money 2026/001 --json'],
  )
    .argument('<number>', 'invoice number')
    .action((number: string, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, number)),
    );
}

const PARTS = ['principal', 'fees', 'interest', 'costs', 'surplus'] as const;

async function show(context: Context, number: string): Promise<void> {
  const { output } = context;
  const money = await invoiceMoney(context, await tenant(context), number);
  if (output.isJson) return output.json(invoiceMoneyJson(money));
  await output.heading(`Invoice ${money.number} of ${money.creditor}, in ${money.currency}`);
  await printAccount(output, money);
  for (const line of money.lines) {
    const how = reckoningInWords(line, money.currency);
    if (how.length === 0) continue;
    const { entry } = line;
    await output.line();
    await output.line(
      `${entry.kind} of ${formatDay(entry.bookedOn)}, ${formatAmount(entry.amount, money.currency)} ${money.currency}:`,
    );
    for (const step of how) await output.line(`  ${step}`);
  }
}

/** The account with a column for each part; what does not count yet stands below what is open. */
async function printAccount(
  output: Context['output'],
  { currency, issuedOn, principal, lines, open }: InvoiceMoney,
) {
  const table = output.table([
    ...['day', 'what', 'id'].map((title) => ({ title })),
    ...PARTS.map((title) => ({ title, align: 'right' as const })),
  ]);
  const cells = (amounts: Readonly<Partial<Record<(typeof PARTS)[number], number>>>) =>
    PARTS.map((part) => (amounts[part] ? formatAmount(amounts[part], currency) : ''));
  await table.row([formatDay(issuedOn), 'invoice', '', ...cells({ principal })]);
  const rowOf = (line: InvoiceMoney['lines'][number]) => [
    ...[formatDay(line.entry.bookedOn), kindInWords(line), line.entry.externalId],
    ...cells(line.change),
  ];
  for (const line of lines.filter(({ isAhead }) => !isAhead)) await table.row(rowOf(line));
  await table.row(['', 'open', `${formatAmount(open.total, currency)} altogether`, ...cells(open)]);
  for (const line of lines.filter(({ isAhead }) => isAhead)) await table.row(rowOf(line));
  await table.end();
}
