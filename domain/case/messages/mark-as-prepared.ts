import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { prepared } from '../prepared.ts';
import { CaseState } from '../state.ts';
import { endedCase } from './ended.ts';
import { caseMessage, occasionOf, version } from './message.ts';

export const markAsPrepared = caseMessage({
  kind: 'markAsPrepared',
  summary:
    'Marks a case as prepared: its collector configuration is chosen, and it goes to review, or to its collector when the configuration skips the review.',
  details:
    'When no configuration matches, the case stays and asks for a person; it goes on by itself once one does.',
  fields: { version },
  states: [CaseState.PREPARING],
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'prepare',
    brief: 'mark a case as prepared: its collector is chosen',
    examples: ['2026/001-1'],
  },
  refused: 'outside of PREPARING; when the due date has not passed; when nothing is owed.',

  decide(context, command) {
    const { facts } = context.decision;
    const ended = endedCase(facts);
    if (ended !== null) return ended;
    const { state } = facts.state;
    if (state !== CaseState.PREPARING) {
      return refuse(
        RefusalCode.NOT_IN_THIS_STAGE,
        `The case is ${state}: only one in PREPARING is marked as prepared.`,
      );
    }
    return prepared(context, occasionOf(context, command));
  },
});
