import type { Plan } from '../invoice/plan.ts';
import type { Instant } from './day.ts';

/**
 * True when what was planned is not what would be planned now: what is known has moved on since the decision, and
 * whoever planned has not looked again yet.
 */
export function hasMovedOn(planned: Plan, now: Plan, asOf: Instant): boolean {
  const isSameStep = planned.step === now.step && planned.because === now.because;
  if (!isSameStep) return true;
  const areDue = planned.at !== null && planned.at <= asOf && now.at !== null && now.at <= asOf;
  return planned.at !== now.at && !areDue;
}
