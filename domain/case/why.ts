import { type Judged, judge } from '../kernel/check.ts';
import { HOLDS_IN_ENGLISH } from '../kernel/hold-words.ts';
import { goesOn } from './checks/always.ts';
import type { CaseRule } from './checks/check.ts';
import type { ConfigurationChoice } from './choose-configuration.ts';
import { checksBefore } from './next-step.ts';
import type { CaseSituation } from './situation.ts';

/**
 * Every rule that stands between a case and its collector, with pass or fail; once the collector has it, every rule
 * of what is waited for. The answer to "why does nothing happen?", by the checks that `nextCaseStep` decides by.
 *
 * Facts must be settled (see `settleCase`), as for `nextCaseStep`.
 */
export function explainCase(
  situation: CaseSituation,
  choice: ConfigurationChoice,
  words = HOLDS_IN_ENGLISH,
): Judged<CaseRule>[] {
  const rules = goesOn.passes(situation) ? [goesOn, ...checksBefore(situation).all] : [goesOn];
  return judge(rules, { ...situation, choice }, words);
}
