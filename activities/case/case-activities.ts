import type { CaseActivities, CasePlan, CaseStepInput } from '../../contracts/case.ts';
import { CaseStep } from '../../domain/case/plan.ts';
import type { Deps } from '../deps.ts';
import { relayWakesOfCase } from '../wake/relay-wakes.ts';
import { applyCaseCommand } from './apply-message.ts';
import { askCollector } from './ask-collector.ts';
import { openCase } from './open-case.ts';
import { orWait } from './or-wait.ts';
import { takeCaseStep } from './take-step.ts';

/** The activities of cases, by the names of their steps. */
export function caseActivities(deps: Deps): CaseActivities {
  const take = (step: CaseStep) => async (input: CaseStepInput) =>
    relayed(deps, input, await orWait(deps, input, () => takeCaseStep(deps, step, input)));
  return {
    prepareCase: take(CaseStep.PREPARE),
    orderCollection: take(CaseStep.ORDER),
    handOverInstruction: take(CaseStep.HAND_OVER),
    tellCollector: take(CaseStep.TELL),
    askCollector: async (input) =>
      relayed(deps, input, await orWait(deps, input, () => askCollector(deps, input))),
    completeCase: take(CaseStep.COMPLETE),
    timeOutCase: take(CaseStep.TIME_OUT),
    followScript: take(CaseStep.SCRIPT),
    waitForCase: take(CaseStep.WAIT),
    applyCaseCommand: async (input) => {
      const outcome = await applyCaseCommand(deps, input);
      await relayed(deps, input, outcome.plan);
      return outcome;
    },
    openCase: (input) => openCase(deps, input),
  };
}

/** The invoices of a case that has ended go their own way at once; should this be cut off, the sweep tells them. */
async function relayed(deps: Deps, input: CaseStepInput, plan: CasePlan): Promise<CasePlan> {
  const isOver = plan.step === CaseStep.END || plan.deactivated === true;
  if (isOver) await relayWakesOfCase(deps, input, input.asOf);
  return plan;
}
