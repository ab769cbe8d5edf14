import type { Calendar } from '../../domain/kernel/calendar.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { momentText } from '../../domain/kernel/moment.ts';

/** What comes next and when, in one sentence, with the reason; nothing comes by itself without a moment. */
export function nextInWords(
  { at, step, because }: { readonly at: Instant | null; readonly step: string; readonly because: string },
  calendar: Calendar,
): string {
  return at === null ? `nothing by itself. ${because}` : `on ${momentText(at, calendar)} ${step}. ${because}`;
}
