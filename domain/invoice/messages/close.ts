import { formatDay } from '../../kernel/day.ts';
import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { advance } from '../decision.ts';
import { InvoiceEvent } from '../machine.ts';
import { pathOver } from '../outdated-tasks.ts';
import { CloseReason } from '../stage.ts';
import { endedInWords } from './ended.ts';
import { invoiceMessage, UNDER_WAY } from './message.ts';

export const close = invoiceMessage({
  kind: 'close',
  summary:
    'Closes a claim for a reason: nothing more is sent. The invoice stays open in the ledger, and restart takes it up again.',
  fields: {
    reason: { type: 'text', required: true, help: 'why it is closed', example: 'settled by phone' },
  },
  stages: UNDER_WAY,
  bulk: true,
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'close',
    brief: 'close a claim, with a reason',
    examples: ['2026/001 --reason "settled by phone"', '--stage LISTED --held --reason "year end" --commit'],
  },
  refused: 'once ended.',

  decide({ decision, asOf, today }, { by, reason, commandId }) {
    const ended = endedInWords(decision.facts.state);
    if (ended !== null) return refuse(RefusalCode.ALREADY_ENDED, ended);
    return {
      decision: advance(
        pathOver(decision),
        InvoiceEvent.CLOSED_BY_OPERATOR,
        { at: asOf, on: today, by, reason, commandId },
        { closedOn: today, closeReason: CloseReason.OPERATOR, approvedAt: null, approvedBy: null },
      ),
      says: `The claim is closed as of ${formatDay(today)}. Nothing more is sent; restart takes it up again.`,
    };
  },
});
