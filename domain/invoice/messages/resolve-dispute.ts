import { accountOn } from '../../agreements/account.ts';
import { Scope } from '../../kernel/message.ts';
import { money } from '../../kernel/money.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { raiseTask, TaskKind } from '../../tasks/task.ts';
import { advance } from '../decision.ts';
import { DisputeStatus } from '../dispute.ts';
import { withDispute } from '../follow-dispute.ts';
import { InvoiceEvent } from '../machine.ts';
import { hasEnded, Stage } from '../stage.ts';
import { invoiceMessage } from './message.ts';

/** Who was right. */
const Party = { DEBTOR: 'debtor', CREDITOR: 'creditor' } as const;

export const resolveDispute = invoiceMessage({
  kind: 'resolveDispute',
  summary:
    'Says who was right about the disputed part of an invoice. For the debtor it stays left out, and a task proposes to credit it; for the creditor it is dunned again, with a gap from today.',
  fields: {
    for: {
      type: 'oneOf',
      required: true,
      help: 'who was right',
      values: Object.values(Party),
      example: Party.DEBTOR,
    },
    reason: { type: 'text', help: 'why, for the record', example: 'the chair was broken' },
  },
  stages: Object.values(Stage),
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'resolve-dispute',
    brief: 'say who was right about a disputed part',
    examples: ['2026/001 --for debtor --reason "the chair was broken"'],
  },
  refused: 'when no part of it is disputed.',

  decide({ decision, asOf, today }, { by, commandId, for: party, reason }) {
    const { facts } = decision;
    const { dispute, state } = facts;
    if (dispute === null) return refuse(RefusalCode.NOT_ALLOWED, 'No part of the invoice is disputed.');
    const part = money(dispute.amount, facts.currency);
    const occasion = {
      at: asOf,
      on: today,
      by,
      reason: [part, reason].filter(Boolean).join(': '),
      commandId,
    };
    switch (party) {
      case Party.DEBTOR: {
        if (dispute.status === DisputeStatus.CONCEDED) {
          return { decision, says: `Conceded already: credit ${part}.` };
        }
        const { forgiven } = accountOn(facts.ledger, today);
        const conceded = { ...dispute, status: DisputeStatus.CONCEDED, forgivenBefore: forgiven };
        const moved = advance(decision, InvoiceEvent.DISPUTE_CONCEDED, occasion);
        const written = withDispute({ ...moved, facts: { ...moved.facts, dispute: conceded } }, conceded);
        return {
          decision: raiseTask(written, TaskKind.CREDIT_PROPOSED, { note: part }),
          says: `Left out for good: credit ${part}.`,
        };
      }
      case Party.CREDITOR: {
        const anew = hasEnded(state.stage) || state.levelsDone === 0 ? {} : { anchorOn: today };
        const moved = advance(decision, InvoiceEvent.DISPUTE_REJECTED, occasion, anew);
        const over = { ...moved, facts: { ...moved.facts, dispute: null } };
        return {
          decision: withDispute(over, { ...dispute, status: DisputeStatus.ENDED }),
          says: `Dunned again, with a gap from today: ${part}.`,
        };
      }
      default:
        return party satisfies never;
    }
  },
});
