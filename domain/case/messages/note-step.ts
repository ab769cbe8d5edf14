import { formatDay } from '../../kernel/day.ts';
import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { advanceCase } from '../decision.ts';
import { CaseEvent } from '../machine.ts';
import { isWithCollector } from '../order.ts';
import { endedCase } from './ended.ts';
import { caseMessage, ORDERED, occasionOf, version } from './message.ts';

export const noteStep = caseMessage({
  kind: 'noteStep',
  summary:
    'Notes what was done towards the debtor by hand: a call, a visit, a letter. From then on whoever deactivates the case is asked whether they know it.',
  fields: {
    version,
    what: {
      type: 'text',
      required: true,
      argument: true,
      help: 'what was done, in a few words; no names',
      example: 'called',
    },
    takenOn: {
      type: 'day',
      option: 'on',
      help: 'the day it was done; today when not given',
      example: '2026-05-04',
    },
  },
  states: ORDERED,
  scope: Scope.OPERATE,
  command: {
    name: 'step',
    brief: 'note what was done towards the debtor',
    examples: ['2026/001-1 "called, no answer" --on 2026-05-04'],
  },
  refused: 'while no collector has the order; a day ahead; once ended.',

  decide(context, command) {
    const { decision, asOf, today } = context;
    const { facts } = decision;
    const ended = endedCase(facts);
    if (ended !== null) return ended;
    if (!isWithCollector(facts)) {
      return refuse(
        RefusalCode.NOT_IN_THIS_STAGE,
        `The case is ${facts.state.state}: nobody collects it who could have taken a step.`,
      );
    }
    const on = command.takenOn ?? today;
    if (on > today) {
      return refuse(
        RefusalCode.WRONG_VALUE,
        `\`takenOn\` ${formatDay(on)} lies ahead: a step is noted when it was taken.`,
      );
    }
    const occasion = { ...occasionOf(context, command, command.what), on };
    const stepsTakenAt = facts.state.stepsTakenAt ?? asOf;
    return {
      decision: advanceCase(decision, CaseEvent.STEP_TAKEN, occasion, { stepsTakenAt }),
      says: `The step of ${formatDay(on)} is noted.`,
    };
  },
});
