import type { CaseFacts } from '../facts.ts';
import { CaseState } from '../state.ts';
import { endedInWords } from './words.ts';

const TAKES_DOCUMENTS: readonly CaseState[] = [CaseState.PREPARING, CaseState.REVIEWING];

/** Why the fields of a case cannot be changed now; null when they can. */
export function notChangeable(facts: CaseFacts): string | null {
  const ended = endedInWords(facts);
  if (ended !== null) return ended;
  const { state } = facts.state;
  return state === CaseState.PREPARING ? null : `The case is ${state}: only one in PREPARING can be changed.`;
}

/** Why documents cannot be attached to a case or removed from it now; null when they can. */
export function takesNoDocuments(facts: CaseFacts): string | null {
  const ended = endedInWords(facts);
  if (ended !== null) return ended;
  const { state } = facts.state;
  return TAKES_DOCUMENTS.includes(state)
    ? null
    : `The case is ${state}: documents change only in ${TAKES_DOCUMENTS.join(' and ')}.`;
}
