import { RefusalCode, type Refused, refuse } from '../../kernel/refusal.ts';
import type { CaseFacts } from '../facts.ts';
import { isOrderInTheAir } from '../order.ts';
import { hasCaseEnded } from '../state.ts';

/** Refuses what nobody can do on a case that is over; null while it goes on. */
export function endedCase({ state }: CaseFacts): Refused | null {
  if (state.deactivatedAt !== null) {
    return refuse(
      RefusalCode.ALREADY_ENDED,
      'The case is deactivated, for good: start a new one for its invoices.',
    );
  }
  if (!hasCaseEnded(state.state)) return null;
  const how = state.outcome ?? state.failureReason ?? '';
  return refuse(
    RefusalCode.ALREADY_ENDED,
    `The case is ${state.state}${how === '' ? '' : ` (${how})`}: nothing more can be done on it.`,
  );
}

/** Refuses what cannot be done while an order is being handed over; null at any other time. */
export function orderInTheAir(facts: CaseFacts): Refused | null {
  if (!isOrderInTheAir(facts)) return null;
  return refuse(
    RefusalCode.UNDER_WAY,
    'The order is just being handed over, or nobody knows whether it arrived: say what became of it with `resolveEffect`, or try again in a minute.',
  );
}
