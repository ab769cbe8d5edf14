import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { advanceCase } from '../decision.ts';
import { CaseEvent } from '../machine.ts';
import { CaseState } from '../state.ts';
import { endedCase } from './ended.ts';
import { caseMessage, occasionOf, version } from './message.ts';

export const markAsReviewed = caseMessage({
  kind: 'markAsReviewed',
  summary:
    'Marks a case as reviewed: its amount is frozen, the debtor can see it, and it goes to its collector.',
  fields: { version },
  states: [CaseState.REVIEWING],
  scope: Scope.APPROVE,
  script: true,
  command: {
    name: 'review',
    brief: 'mark a case as reviewed: it goes to its collector',
    examples: ['2026/001-1 --by anna'],
  },
  refused: 'outside of REVIEWING.',

  decide(context, command) {
    const { decision, asOf } = context;
    const ended = endedCase(decision.facts);
    if (ended !== null) return ended;
    const { state } = decision.facts.state;
    if (state !== CaseState.REVIEWING) {
      return refuse(
        RefusalCode.NOT_IN_THIS_STAGE,
        `The case is ${state}: only one in REVIEWING is marked as reviewed.`,
      );
    }
    const patch = { reviewedAt: asOf, reviewer: command.by, publishedAt: asOf };
    return {
      decision: advanceCase(decision, CaseEvent.REVIEWED, occasionOf(context, command), patch),
      says: `The case is reviewed and goes to its collector (configuration ${decision.facts.configuration?.name ?? 'unknown'}).`,
    };
  },
});
