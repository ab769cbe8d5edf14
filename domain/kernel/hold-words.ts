import { formatDay } from './day.ts';
import { type DaySpan, HoldReason } from './holds.ts';

/** The reasons that are a status in words of their own, in the language of whoever reads them. */
export interface HoldWords {
  readonly [HoldReason.CASE_DEACTIVATED]: string;
}

/** As in all sentences of the domain; other languages come in from outside. */
export const HOLDS_IN_ENGLISH: HoldWords = { CASE_DEACTIVATED: 'Debt collection case deactivated' };

/** The reason of a pause as people read it: its code, but for the one that is a status in its own words. */
export function holdReasonInWords(reason: string, words = HOLDS_IN_ENGLISH): string {
  return reason === HoldReason.CASE_DEACTIVATED ? words[reason] : reason;
}

/** `from 2026-03-01 until 2026-03-05`, the last day not included. */
export function spanInWords({ from, to }: DaySpan): string {
  const end = to === null ? 'until it is resumed' : `until ${formatDay(to)}`;
  return `from ${formatDay(from)} ${end}`;
}
