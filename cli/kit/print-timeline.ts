import type { Calendar } from '../../domain/kernel/calendar.ts';
import { dayText, momentText } from '../../read/kit/format.ts';
import type { HistoryEntry } from '../../read/kit/timeline.ts';
import type { Output } from './output.ts';

/** The table of a timeline. */
export async function printTimeline(
  output: Output,
  entries: readonly HistoryEntry[],
  calendar: Calendar,
): Promise<void> {
  await output.rows(
    ['recorded', 'counts for', 'kind', 'what happened', 'by'],
    entries.map(({ at, on, kind, says, by }) => [
      momentText(at, calendar),
      dayText(on),
      kind,
      says,
      by ?? '',
    ]),
  );
}
