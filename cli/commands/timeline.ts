import type { Command } from 'commander';
import { formatDay } from '../../domain/day.ts';
import { gatherHistory } from '../../facts/gather-history.ts';
import { type Context, tenant, withDatabase } from '../context.ts';
import { dayText, momentText } from '../format.ts';
import { historyEntries } from '../history-entries.ts';
import { newCommand, type SharedOptions } from '../options.ts';

export function build(): Command {
  return newCommand(
    'Shows everything that happened to an invoice: stages, bookings, pauses, letters and orders with their delivery, and commands with their answers.',
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
  if (output.isJson) {
    const { row } = history;
    return output.json({
      creditor: id,
      number,
      stage: row.stage,
      round: row.round,
      entries: entries.map(({ at, on, kind, says, by }) => ({
        at: new Date(at).toISOString(),
        on: on === null ? null : formatDay(on),
        kind,
        says,
        by,
      })),
    });
  }
  const table = output.table([
    { title: 'recorded' },
    { title: 'counts for' },
    { title: 'kind' },
    { title: 'what happened' },
    { title: 'by' },
  ]);
  for (const { at, on, kind, says, by } of entries) {
    await table.row([momentText(at, calendar), dayText(on), kind, says, by ?? '']);
  }
  await table.end();
}
