import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { advanceCase, withConfiguration } from '../decision.ts';
import { CaseEvent } from '../machine.ts';
import { CaseState } from '../state.ts';
import { endedCase } from './ended.ts';
import { caseMessage, occasionOf, version } from './message.ts';

export const sendBack = caseMessage({
  kind: 'sendBack',
  summary: 'Sends a case in review back to preparation, where it can be changed.',
  fields: {
    version,
    reason: {
      type: 'text',
      required: true,
      help: 'what has to be mended',
      example: 'the contract is missing',
    },
  },
  states: [CaseState.REVIEWING],
  scope: Scope.APPROVE,
  script: true,
  command: {
    name: 'send-back',
    brief: 'send a case in review back to preparation',
    examples: ['2026/001-1 --reason "the contract is missing"'],
  },
  refused: 'outside of REVIEWING.',

  decide(context, command) {
    const { decision } = context;
    const ended = endedCase(decision.facts);
    if (ended !== null) return ended;
    const { state } = decision.facts.state;
    if (state !== CaseState.REVIEWING) {
      return refuse(
        RefusalCode.NOT_IN_THIS_STAGE,
        `The case is ${state}: only one in REVIEWING is sent back.`,
      );
    }
    const occasion = occasionOf(context, command, command.reason);
    const back = advanceCase(decision, CaseEvent.SENT_BACK, occasion, { preparedAt: null });
    return {
      decision: withConfiguration(back, null),
      says: 'The case is back in preparation: change it, then mark it as prepared.',
    };
  },
});
