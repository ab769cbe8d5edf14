import type { CaseFacts } from '../facts.ts';
import { hasCaseEnded } from '../state.ts';

/** Why nothing may be undone while an order is being handed over. */
export const IN_THE_AIR =
  'The order is just being handed over, or nobody knows whether it arrived: say what became of it with `resolveEffect`, or try again in a minute.';

/** Says that a case is over; null while it goes on. */
export function endedInWords({ state }: CaseFacts): string | null {
  if (state.deactivatedAt !== null)
    return 'The case is deactivated, for good: start a new one for its invoices.';
  if (!hasCaseEnded(state.state)) return null;
  const how = state.outcome ?? state.failureReason ?? '';
  return `The case is ${state.state}${how === '' ? '' : ` (${how})`}: nothing more can be done on it.`;
}
