import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { withdrawalAsked } from '../ending.ts';
import { isWithCollector } from '../order.ts';
import { endedCase, orderInTheAir } from './ended.ts';
import { caseMessage, ORDERED, occasionOf, version } from './message.ts';

export const withdraw = caseMessage({
  kind: 'withdraw',
  summary:
    'Takes a case back from its collector, who may charge for what was done; the case closes when the collector acknowledges.',
  fields: {
    version,
    reason: {
      type: 'text',
      required: true,
      help: 'why it is withdrawn',
      example: 'settled with the customer',
    },
  },
  states: ORDERED,
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'withdraw',
    brief: 'take a case back from its collector',
    examples: ['2026/001-1 --reason "settled with the customer"'],
  },
  refused: 'while no collector has the order (`close` the case) and once ended.',

  decide(context, command) {
    const { decision } = context;
    const { facts } = decision;
    const refused = endedCase(facts) ?? orderInTheAir(facts);
    if (refused !== null) return refused;
    if (!isWithCollector(facts)) {
      return refuse(
        RefusalCode.NOT_IN_THIS_STAGE,
        `The case is ${facts.state.state} and not with a collector: close it instead.`,
      );
    }
    if (facts.state.withdrawalAsked) return { decision, says: 'The withdrawal was asked for before.' };
    return {
      decision: withdrawalAsked(decision, occasionOf(context, command, command.reason), command.reason),
      says: 'The withdrawal goes to the collector, who may charge for it; the case closes when it is acknowledged.',
    };
  },
});
