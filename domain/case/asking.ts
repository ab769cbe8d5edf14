import type { Instant } from '../kernel/day.ts';
import { byEngine } from '../kernel/machine.ts';
import type { Moment } from '../kernel/situation.ts';
import { TaskKind } from '../tasks/task.ts';
import { raiseAttention } from './attention.ts';
import { type CaseDecision, patched } from './decision.ts';
import type { CaseRecord } from './facts.ts';

const MS_PER_MINUTE = 60_000;
export const LONGEST_WAIT_MINUTES = 60;
/** With waits that double up to an hour these are six hours: longer than a collector is merely restarted. */
export const ATTEMPTS_IN_VAIN = 12;

/** When a collector last asked at that moment is asked next: sooner while it cannot be reached, and never more often. */
export function asksNextAt(
  { askFailures }: Pick<CaseRecord, 'askFailures'>,
  last: Instant,
  everyMinutes: number,
): Instant {
  const again = Math.min(LONGEST_WAIT_MINUTES, 2 ** Math.min(askFailures - 1, 10));
  const wait = askFailures === 0 ? everyMinutes : Math.min(everyMinutes, again);
  return last + wait * MS_PER_MINUTE;
}

/** The collector answered, whatever it said. */
export function asked(decision: CaseDecision, asOf: Instant): CaseDecision {
  return patched(decision, { askedAt: asOf, askFailures: 0 });
}

/** The collector could not be asked: it is counted, tried again, and after a dozen times in a row a person is told. */
export function askedInVain(decision: CaseDecision, error: string, moment: Moment): CaseDecision {
  const askFailures = decision.facts.state.askFailures + 1;
  const counted = patched(decision, { askedAt: moment.asOf, askFailures });
  if (askFailures !== ATTEMPTS_IN_VAIN) return counted;
  return raiseAttention(counted, TaskKind.ASKED_IN_VAIN, byEngine(moment, error), { note: error });
}
