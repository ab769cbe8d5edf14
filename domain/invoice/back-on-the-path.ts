import type { Calendar } from '../kernel/calendar.ts';
import type { Day } from '../kernel/day.ts';
import { firstWorkingDayFrom } from '../kernel/working-days.ts';
import { type InvoiceState, UNLISTED } from './facts.ts';
import { LevelKind, type Policy } from './policy.ts';
import type { InvoiceMoment } from './situation.ts';
import { isClaim, Stage } from './stage.ts';

/**
 * State of an invoice taken up again on a day: gaps count from that day; after a notice the claim gets fresh
 * payment days and a new clock, and its listing and approval are void.
 */
export function backOnThePath(
  before: Stage,
  on: Day,
  { policy, calendar, asOf }: InvoiceMoment,
): Partial<InvoiceState> {
  const wasNoticed = isClaim(before);
  const unlisted = { ...UNLISTED, clockCarriedFrom: null, anchorOn: on };
  if (!wasNoticed) return { ...unlisted, stage: before };
  return {
    ...unlisted,
    stage: Stage.NOTICED,
    claimSince: asOf,
    noticeDueOn: noticeDeadline(policy, calendar, on),
  };
}

/** The deadline of a notice delivered on that day: its payment days, moved forward to a working day. */
export function noticeDeadline(policy: Policy, calendar: Calendar, on: Day): Day {
  const notice = policy.levels.find((level) => level.kind === LevelKind.notice);
  return firstWorkingDayFrom(calendar, on + (notice?.paymentDays ?? 0));
}

/** The stage of an invoice with so many of its levels behind it. */
export function stageAfter(policy: Policy, levelsDone: number): Stage {
  if (levelsDone === 0) return Stage.OPEN;
  return policy.levels[levelsDone - 1]?.kind === LevelKind.notice ? Stage.NOTICED : Stage.REMINDED;
}
