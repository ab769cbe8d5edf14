import { Scope } from '../../kernel/message.ts';
import { keepTasks, TaskKind } from '../../tasks/task.ts';
import { invoiceMessage, UNDER_WAY } from './message.ts';

export const reconsider = invoiceMessage({
  kind: 'reconsider',
  summary:
    'Decides the next step again from what is known now, and lets a workflow that was stuck go on; of all creditors, unless one is named.',
  details: 'It takes a request to cancel or a stuck workflow off the list.',
  fields: { reason: { type: 'remark', help: 'why, for the record' } },
  stages: UNDER_WAY,
  bulk: true,
  everyCreditor: true,
  looksAgain: true,
  scope: Scope.OPERATE,
  command: {
    name: 'reconsider',
    brief: 'decide the next step again',
    examples: ['2026/001', '--needs --commit'],
  },

  decide: ({ decision }) => ({
    // A person has looked: what the workflow itself asked attention for is over.
    decision: keepTasks(
      decision,
      ({ kind }) => kind !== TaskKind.CANCEL_REQUESTED && kind !== TaskKind.STUCK,
    ),
    says: 'The next step was decided again.',
  }),
});
