import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { endCase } from '../ending.ts';
import type { CaseFacts } from '../facts.ts';
import { CaseEvent } from '../machine.ts';
import { awaitsWithdrawal } from '../order.ts';
import { CaseOutcome } from '../state.ts';
import { endedCase, orderInTheAir } from './ended.ts';
import { caseMessage, occasionOf, UNDER_WAY, version } from './message.ts';

const BY_HAND: readonly CaseOutcome[] = [
  CaseOutcome.COLLECTED,
  CaseOutcome.PARTLY_COLLECTED,
  CaseOutcome.UNCOLLECTED,
];

export const close = caseMessage({
  kind: 'close',
  summary:
    'Closes a case: no further money can be collected on it. Invoices that are still open come back, blocked, and can go to a new case.',
  details:
    'They go back to NOTICED, paused with the reason `CASE_ENDED`. The other outcomes follow from their own operations. Said of a deactivated case, it says that its collector has let go of it.',
  fields: {
    version,
    reason: { type: 'text', required: true, help: 'why it is closed', example: 'settled by phone' },
    outcome: {
      type: 'oneOf',
      help: 'how it ended; it follows from what was collected when not given',
      values: Object.values(CaseOutcome),
      offered: BY_HAND,
    },
  },
  states: UNDER_WAY,
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'close',
    brief: 'close a case, with a reason',
    examples: ['2026/001-1 --reason "paid in full"'],
  },
  refused: 'once ended; while an order is being handed over, or nobody knows whether it arrived.',

  decide(context, command) {
    const { decision } = context;
    const { outcome, reason } = command;
    const { facts } = decision;
    const occasion = occasionOf(context, command, reason);
    if (isLetGo(facts)) {
      if (outcome !== null) {
        return refuse(
          RefusalCode.NOT_ALLOWED,
          'The case is deactivated: close it without an outcome once its collector has let go of it.',
        );
      }
      return {
        decision: endCase(decision, CaseEvent.WITHDRAWN, occasion, CaseOutcome.WITHDRAWN),
        says: 'The withdrawal counts as acknowledged: the case is followed no longer.',
      };
    }
    const refused = endedCase(facts) ?? orderInTheAir(facts);
    if (refused !== null) return refused;
    if (outcome !== null && !BY_HAND.includes(outcome)) {
      return refuse(
        RefusalCode.NOT_ALLOWED,
        `\`outcome\` of close is one of ${BY_HAND.join(', ')}, not ${outcome}: that follows from its own operation.`,
      );
    }
    const closed = endCase(decision, CaseEvent.CLOSED, occasion, outcome ?? undefined);
    return { decision: closed, says: `The case is closed: ${closed.facts.state.outcome}.` };
  },
});

/** Deactivated, and its collector has not said yet that it has let go of it: a person may know that it has. */
function isLetGo(facts: CaseFacts): boolean {
  return facts.state.deactivatedAt !== null && awaitsWithdrawal(facts);
}
