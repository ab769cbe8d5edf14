import type { Situation } from '../kernel/situation.ts';
import type { ConfigurationChoice } from './choose-configuration.ts';
import type { CaseFacts } from './facts.ts';

/** What is decided on a case. */
export interface CaseSituation extends Situation<CaseFacts> {
  /** The configuration that it would get now, for who looks at it. */
  readonly choice?: ConfigurationChoice;
}
