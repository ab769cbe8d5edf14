import type { Calendar } from '../../domain/kernel/calendar.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import type { HistoryEntry } from '../invoice/history-entries.ts';
import { dayText, momentText } from './format.ts';
import type { Output } from './output.ts';

/** The entries of a timeline as JSON has them. */
export function historyJson(entries: readonly HistoryEntry[]): object[] {
  return entries.map(({ at, on, kind, says, by }) => ({
    at: new Date(at).toISOString(),
    on: on === null ? null : formatDay(on),
    kind,
    says,
    by,
  }));
}

/** The table of a timeline. */
export async function printHistory(
  output: Output,
  entries: readonly HistoryEntry[],
  calendar: Calendar,
): Promise<void> {
  const titles = ['recorded', 'counts for', 'kind', 'what happened', 'by'];
  const table = output.table(titles.map((title) => ({ title })));
  for (const { at, on, kind, says, by } of entries) {
    await table.row([momentText(at, calendar), dayText(on), kind, says, by ?? '']);
  }
  await table.end();
}
