import { Scope } from '../../kernel/message.ts';
import { Stage } from '../stage.ts';
import { invoiceMessage } from './message.ts';

export const ledgerChanged = invoiceMessage({
  kind: 'ledgerChanged',
  summary: 'Says that a booking was recorded: look again.',
  details:
    'Imports send it by themselves. The booking itself is never part of a message; it comes [as a file](files.md#payments).',
  fields: { reason: { type: 'remark', help: 'why, for the record' } },
  stages: Object.values(Stage),
  looksAgain: true,
  scope: Scope.OPERATE,

  decide: ({ decision }) => ({ decision, says: 'The ledger was read again.' }),
});
