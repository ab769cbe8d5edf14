import type { Calendar } from '../kernel/calendar.ts';
import { type Day, formatDay } from '../kernel/day.ts';
import { noticeDeadline } from './back-on-the-path.ts';
import { type InvoiceState, NEW_INVOICE } from './facts.ts';
import { InvoiceEvent, type InvoiceOccasion, type InvoiceTransition, move } from './machine.ts';
import { type Level, LevelKind, type Policy } from './policy.ts';
import { Stage } from './stage.ts';

/** The level a policy knows by that name, with its place in the path. */
export function levelNamed(policy: Policy, name: string): { level: Level; index: number } | null {
  const index = policy.levels.findIndex((level) => level.name === name);
  const level = policy.levels[index];
  return level === undefined ? null : { level, index };
}

/** Why a position cannot be taken over, field by field; null when it can. `today` null: any day will do. */
export function whyNotOpening(
  policy: Policy,
  { lastLevel, lastLevelOn, issuedOn }: OpeningPosition,
  today: Day | null,
): string | null {
  if (lastLevel === undefined || lastLevelOn === undefined) return null;
  if (levelNamed(policy, lastLevel) === null) {
    const known = policy.levels.map((level) => level.name).join(', ') || 'none';
    return `lastLevel: "${lastLevel}" is no level of the policy; its levels are ${known}.`;
  }
  if (lastLevelOn < issuedOn) {
    return `lastLevelOn: ${formatDay(lastLevelOn)} is before the invoice was issued on ${formatDay(issuedOn)}.`;
  }
  if (today !== null && lastLevelOn > today) {
    return `lastLevelOn: ${formatDay(lastLevelOn)} lies in the future; it is the day on which the level was sent.`;
  }
  return null;
}

/** What the other system says of an invoice: the last level that it sent, and when. */
export interface OpeningPosition {
  readonly lastLevel?: string;
  readonly lastLevelOn?: Day;
  readonly issuedOn: Day;
}

/** The first row of the trail of an invoice taken over in that state. */
export function importedAs(state: InvoiceState, occasion: InvoiceOccasion): InvoiceTransition {
  return move(NEW_INVOICE, InvoiceEvent.IMPORTED, occasion, state).transition;
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
