import type { Calendar } from '../kernel/calendar.ts';
import type { Day } from '../kernel/day.ts';
import { noticeDeadline } from './back-on-the-path.ts';
import { type InvoiceState, NEW_INVOICE } from './facts.ts';
import { type Level, LevelKind, type Policy } from './policy.ts';
import { Stage } from './stage.ts';

/** The level a policy knows by that name, with its place in the path. */
export function levelNamed(policy: Policy, name: string): { level: Level; index: number } | null {
  const index = policy.levels.findIndex((level) => level.name === name);
  const level = policy.levels[index];
  return level === undefined ? null : { level, index };
}

/**
 * The state of an invoice taken over from another system: that level counts as delivered on that day, without
 * being sent, and the path goes on from there.
 */
export function openingState(
  policy: Policy,
  calendar: Calendar,
  last: { level: Level; index: number } | null,
  on: Day | null,
): InvoiceState {
  if (last === null || on === null) return NEW_INVOICE;
  const reached = { ...NEW_INVOICE, levelsDone: last.index + 1, anchorOn: on };
  if (last.level.kind === LevelKind.reminder) return { ...reached, stage: Stage.REMINDED };
  return {
    ...reached,
    stage: Stage.NOTICED,
    noticeDeliveredOn: on,
    noticeDueOn: noticeDeadline(policy, calendar, on),
    claimSince: calendar.instantOf(on, 0),
  };
}
