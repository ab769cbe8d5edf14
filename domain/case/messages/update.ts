import { formatDay } from '../../kernel/day.ts';
import { Scope } from '../../kernel/message.ts';
import { RefusalCode, type Refused, refuse } from '../../kernel/refusal.ts';
import { advanceCase } from '../decision.ts';
import { CaseEvent } from '../machine.ts';
import { CaseSource, CaseState } from '../state.ts';
import { endedCase } from './ended.ts';
import { type CaseContext, caseMessage, occasionOf, version } from './message.ts';
import type { StagedChanges } from './staged.ts';

export const update = caseMessage({
  kind: 'update',
  summary: 'Changes fields of a case in preparation, from a staged request.',
  fields: {
    version,
    request: {
      type: 'text',
      required: true,
      staged: true,
      help: 'id of the staged changes',
      example: 'r-17',
    },
  },
  states: [CaseState.PREPARING],
  scope: Scope.OPERATE,
  command: {
    name: 'update',
    brief: 'change fields of a case in preparation',
    examples: ['2026/001-1 changes.json'],
  },
  refused: 'from REVIEWING on (`sendBack` first); for a request that is not staged.',

  decide(context, command) {
    const { decision, staged } = context;
    const ended = endedCase(decision.facts);
    if (ended !== null) return ended;
    const { state } = decision.facts.state;
    if (state !== CaseState.PREPARING) {
      return refuse(
        RefusalCode.NOT_IN_THIS_STAGE,
        `The case is ${state}: only one in PREPARING can be changed.`,
      );
    }
    const { changes } = staged;
    if (changes === null) {
      return refuse(
        RefusalCode.NOT_FOUND,
        `There is no staged request ${command.request} with changes: stage it again.`,
      );
    }
    const problem = problemWith(changes, context);
    if (problem !== null) return problem;
    const names = changes.names.join(', ');
    const amount = changes.amount === null ? {} : { amount: changes.amount };
    return {
      decision: advanceCase(decision, CaseEvent.UPDATED, occasionOf(context, command, names), amount),
      takesRequest: true,
      says: `Changed: ${names}.`,
    };
  },
});

function problemWith(changes: StagedChanges, { decision: { facts }, today }: CaseContext): Refused | null {
  if (changes.dueOn !== null && changes.dueOn >= today) {
    return refuse(
      RefusalCode.WRONG_VALUE,
      `The due date ${formatDay(changes.dueOn)} has not passed: a case is about what was due before today.`,
    );
  }
  if (!changes.changesCurrency && changes.amount === null) return null;
  if (facts.hasInvoices && facts.source !== CaseSource.SERVICE) {
    return refuse(
      RefusalCode.NOT_ALLOWED,
      'Currency and line items of this case follow its invoices: book on those instead.',
    );
  }
  if (facts.receipts.length > 0 || facts.charges.length > 0) {
    return refuse(
      RefusalCode.NOT_ALLOWED,
      'Something was collected or charged in this case: its currency and line items stay.',
    );
  }
  return null;
}
