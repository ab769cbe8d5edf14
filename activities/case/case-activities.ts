import type { CaseActivities } from '../../contracts/case.ts';
import { CaseStep } from '../../domain/case/plan.ts';
import { activitiesOf } from '../actor/activities.ts';
import type { Deps } from '../deps.ts';
import { askCollector } from './ask-collector.ts';
import { openCase } from './open-case.ts';
import { CASES } from './subject.ts';

/** The activities of cases, by the names of their steps. */
export function caseActivities(deps: Deps): CaseActivities {
  const { planned, take, apply } = activitiesOf(CASES, deps);
  return {
    prepareCase: take(CaseStep.PREPARE),
    orderCollection: take(CaseStep.ORDER),
    handOverInstruction: take(CaseStep.HAND_OVER),
    tellCollector: take(CaseStep.TELL),
    askCollector: planned((input) => askCollector(deps, input)),
    completeCase: take(CaseStep.COMPLETE),
    timeOutCase: take(CaseStep.TIME_OUT),
    followScript: take(CaseStep.SCRIPT),
    waitForCase: take(CaseStep.WAIT),
    applyCaseCommand: apply,
    openCase: (input) => openCase(deps, input),
  };
}
