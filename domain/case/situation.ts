import type { Situation } from '../kernel/situation.ts';
import type { CaseFacts } from './facts.ts';

/** What is decided on a case. */
export type CaseSituation = Situation<CaseFacts>;
