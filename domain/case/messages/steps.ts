import { formatDay } from '../../kernel/day.ts';
import { advanceCase } from '../decision.ts';
import { CaseEvent } from '../machine.ts';
import { isWithCollector } from '../order.ts';
import type { NoteStepCommand } from './command.ts';
import { type CaseContext, type CaseVerdict, occasionOf, refuse } from './context.ts';
import { endedInWords } from './words.ts';

/**
 * Notes what was done towards the debtor by people whose collector does not report: from then on whoever
 * deactivates the case is asked whether they know that.
 */
export function noteStep(context: CaseContext, command: NoteStepCommand): CaseVerdict {
  const { decision, calendar, asOf } = context;
  const { facts } = decision;
  const ended = endedInWords(facts);
  if (ended !== null) return refuse(ended);
  if (!isWithCollector(facts)) {
    return refuse(`The case is ${facts.state.state}: nobody collects it who could have taken a step.`);
  }
  const today = calendar.dayOf(asOf);
  const on = command.takenOn ?? today;
  if (on > today)
    return refuse(`\`takenOn\` ${formatDay(on)} lies ahead: a step is noted when it was taken.`);
  const occasion = { ...occasionOf(context, command, command.what), on };
  const stepsTakenAt = facts.state.stepsTakenAt ?? asOf;
  return {
    decision: advanceCase(decision, CaseEvent.STEP_TAKEN, occasion, { stepsTakenAt }),
    says: `The step of ${formatDay(on)} is noted.`,
  };
}
