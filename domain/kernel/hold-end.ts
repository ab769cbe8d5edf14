import type { Calendar } from './calendar.ts';
import type { Day } from './day.ts';
import type { Hold } from './holds.ts';
import { addWorkingDays } from './working-days.ts';

/** The last end of which somebody is told today: no more than so many working days lie ahead of it. */
export function remindedUpTo(calendar: Calendar, today: Day, workingDays: number): Day {
  return workingDays === 0 ? today : addWorkingDays(calendar, today, workingDays);
}

/** What a task about the end of a hold is known by. */
export const holdKey = ({ id }: Pick<Hold, 'id'>): string => String(id);

/** True when nobody need be told any more that the hold ends: it ended, was released, or another goes on after it. */
export function isEndUntold(holds: readonly Hold[], key: string, today: Day): boolean {
  const hold = holds.find((one) => holdKey(one) === key);
  if (hold === undefined || hold.until === null || hold.releasedAt !== null) return true;
  return hold.until <= today || isExtended(hold, holds);
}

/** True when another of its scope and reason takes over without a gap. */
function isExtended({ id, scope, reason, until }: Hold, holds: readonly Hold[]): boolean {
  return holds.some(
    (other) =>
      other.id !== id &&
      other.scope === scope &&
      other.reason === reason &&
      other.releasedAt === null &&
      until !== null &&
      other.from <= until &&
      (other.until === null || other.until > until),
  );
}
