import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { advanceCase } from '../decision.ts';
import { InstructionKind } from '../facts.ts';
import { CaseEvent } from '../machine.ts';
import { isWithCollector } from '../order.ts';
import { endedCase } from './ended.ts';
import { caseMessage, ORDERED, occasionOf, version } from './message.ts';

export const sendMessage = caseMessage({
  kind: 'message',
  summary: 'Says something to the collector about a case, in free words.',
  details:
    '`request` names staged words. `text` in its place stays in the workflow’s history for as long as the server keeps it: no personal data there.',
  fields: {
    version,
    text: { type: 'text', argument: true, help: 'what to say' },
    request: { type: 'text', staged: true, help: 'id of the staged words', example: 'r-18' },
  },
  either: {
    of: ['text', 'request'],
    says: 'message needs either `text` or `request`, the id of a staged request.',
  },
  states: ORDERED,
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'message',
    brief: 'say something to the collector',
    examples: ['2026/001-1 "The debtor has moved, the new address follows."'],
  },
  refused: 'while no collector has the order; with both, or neither.',

  decide(context, command) {
    const { decision, staged, today } = context;
    const { by, commandId, request } = command;
    const text = command.text ?? staged.words;
    if (text === null) {
      return refuse(RefusalCode.NOT_FOUND, `There is no staged request ${request} with a message.`);
    }
    const { facts } = decision;
    const ended = endedCase(facts);
    if (ended !== null) return ended;
    if (!isWithCollector(facts)) {
      return refuse(
        RefusalCode.NOT_IN_THIS_STAGE,
        `The case is ${facts.state.state}: nobody has it who could read a message.`,
      );
    }
    const sent = advanceCase(decision, CaseEvent.MESSAGE_SENT, occasionOf(context, command));
    const words = { externalId: commandId, direction: 'to collector', text, on: today, by } as const;
    const about = { kind: InstructionKind.MESSAGE, text } as const;
    return {
      decision: {
        ...sent,
        messages: [...sent.messages, words],
        instructions: [...sent.instructions, { about, which: commandId }],
      },
      ...(request === null ? {} : { takesRequest: true }),
      says: 'The message goes to the collector.',
    };
  },
});
