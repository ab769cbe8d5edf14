import type { CaseActivities, CasePlan, CaseStepInput } from '../../contracts/case.ts';
import { CaseStep } from '../../domain/case/plan.ts';

/** The activity of each step; without a plan the first one is decided. */
export function carryOut(
  acts: CaseActivities,
  plan: CasePlan | undefined,
  input: CaseStepInput,
): Promise<CasePlan> {
  const step = plan?.step ?? CaseStep.WAIT;
  switch (step) {
    case CaseStep.PREPARE:
      return acts.prepareCase(input);
    case CaseStep.ORDER:
      return acts.orderCollection(input);
    case CaseStep.HAND_OVER:
      return acts.handOverInstruction(input);
    case CaseStep.TELL:
      return acts.tellCollector(input);
    case CaseStep.ASK:
      return acts.askCollector(input);
    case CaseStep.COMPLETE:
      return acts.completeCase(input);
    case CaseStep.TIME_OUT:
      return acts.timeOutCase(input);
    case CaseStep.SCRIPT:
      return acts.followScript(input);
    case CaseStep.WAIT:
    case CaseStep.END:
      return acts.waitForCase(input);
    default:
      // A newer release may have planned a step that this one does not know.
      return acts.waitForCase(input);
  }
}
