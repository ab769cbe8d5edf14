import { type Day, formatDay } from '../kernel/day.ts';

/** Why an invoice cannot be due on that day; null when it can. Whoever wants its money at once has it due on its day of issue. */
export function whyNotDue(dueOn: Day, issuedOn: Day): string | null {
  if (dueOn >= issuedOn) return null;
  const issued = formatDay(issuedOn);
  return `lies before the day of issue, ${issued}; write ${issued} or a later day`;
}
