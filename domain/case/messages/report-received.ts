import { Scope } from '../../kernel/message.ts';
import { endTask, TaskKind } from '../../tasks/task.ts';
import { CaseState } from '../state.ts';
import { caseMessage } from './message.ts';

export const reportReceived = caseMessage({
  kind: 'reportReceived',
  summary: 'Says that a report of the collector was received: look at it.',
  details: 'Imports and callbacks send it by themselves.',
  fields: {},
  states: Object.values(CaseState),
  looksAgain: true,
  scope: Scope.OPERATE,

  decide: ({ decision }) => ({
    // A configuration published since may match.
    decision: endTask(decision, TaskKind.NO_CONFIGURATION),
    says: 'The next step was decided again.',
  }),
});
