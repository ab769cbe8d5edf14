import type { Command } from 'commander';
import { gatherHistory } from '../../gather/invoice/gather-history.ts';
import { historyEntries } from '../invoice/history-entries.ts';
import { type Context, tenant, withDatabase } from '../kit/context.ts';
import { newCommand, type SharedOptions } from '../kit/options.ts';
import { historyJson, printHistory } from '../kit/print-history.ts';

export function build(): Command {
  return newCommand(
    'Shows everything that happened to an invoice: stages, bookings, pauses, letters and orders with their delivery, its debt collection cases, and commands with their answers.',
    ['dunwell timeline 2026/001'],
  )
    .argument('<number>', 'invoice number')
    .action((number: string, options: SharedOptions) =>
      withDatabase(options, (context) => show(context, number)),
    );
}

async function show(context: Context, number: string): Promise<void> {
  const { db, output } = context;
  const { id, calendar } = await tenant(context);
  const history = await db.read((tx) => gatherHistory(tx, id, number));
  const entries = historyEntries(history);
  if (!output.isJson) return printHistory(output, entries, calendar);
  const { row, cases } = history;
  return output.json({
    creditor: id,
    number,
    stage: row.stage,
    round: row.round,
    cases: cases.map(({ reference, state, active }) => ({ reference, state, active })),
    entries: historyJson(entries),
  });
}
