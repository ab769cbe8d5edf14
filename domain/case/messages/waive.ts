import { Scope } from '../../kernel/message.ts';
import { waiveAll } from '../charge.ts';
import { endCase } from '../ending.ts';
import { CaseEvent } from '../machine.ts';
import { CaseOutcome } from '../state.ts';
import { endedCase, orderInTheAir } from './ended.ts';
import { caseMessage, occasionOf, UNDER_WAY, version } from './message.ts';

export const waive = caseMessage({
  kind: 'waive',
  summary:
    'Waives the collection costs and interest of a case and closes it; the debtor still sees it, as completed. With credit the invoices are credited too.',
  details: 'What is not credited stays open, paused with the reason `CASE_ENDED`.',
  fields: {
    version,
    credit: { type: 'flag', help: 'credit what is open of the invoices too', example: true },
    reason: { type: 'text', help: 'why, for the record', example: 'goodwill' },
  },
  states: UNDER_WAY,
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'waive',
    brief: 'waive costs and interest and close the case',
    examples: ['2026/001-1', '2026/001-1 --credit --reason goodwill'],
  },
  refused: 'once ended; while an order is being handed over, or nobody knows whether it arrived.',

  decide(context, command) {
    const { decision } = context;
    const { facts } = decision;
    const refused = endedCase(facts) ?? orderInTheAir(facts);
    if (refused !== null) return refused;
    const waived = waiveAll(decision, command, context);
    const occasion = occasionOf(context, command, command.reason);
    return {
      decision: endCase(waived, CaseEvent.WAIVED, occasion, CaseOutcome.WAIVED),
      says: `${command.credit ? 'Everything is waived and credited' : 'Costs, interest and fees are waived'}; ${
        facts.state.publishedAt === null
          ? 'the case is closed, and the debtor never saw it.'
          : 'the case is closed and stays visible to the debtor as completed.'
      }`,
    };
  },
});
