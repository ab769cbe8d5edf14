import { HoldScope } from '../../kernel/holds.ts';
import { Scope } from '../../kernel/message.ts';
import { pausesToEnd } from '../../kernel/pause.ts';
import { advanceCase } from '../decision.ts';
import { InstructionKind } from '../facts.ts';
import { CaseEvent } from '../machine.ts';
import { isCaseHeld, isWithCollector } from '../order.ts';
import { endedCase } from './ended.ts';
import { caseMessage, occasionOf, UNDER_WAY, version } from './message.ts';

export const resume = caseMessage({
  kind: 'resume',
  summary: 'Ends the pauses of a case. Pauses of its customer or creditor stay.',
  fields: { version },
  states: UNDER_WAY,
  scope: Scope.OPERATE,
  script: true,
  command: { name: 'resume', brief: 'end the pauses of a case', examples: ['2026/001-1'] },
  refused: 'once ended.',

  decide(context, command) {
    const { decision, asOf, today } = context;
    const { facts } = decision;
    const ended = endedCase(facts);
    if (ended !== null) return ended;
    const own = pausesToEnd(facts.holds, HoldScope.CASE, null, today);
    if (own.length === 0) return { decision, says: 'The case was not paused on its own account.' };
    const reason = own.map((hold) => hold.reason).join(', ');
    const resumed = advanceCase(decision, CaseEvent.RESUMED, occasionOf(context, command, reason));
    const after = {
      ...resumed.facts,
      holds: facts.holds.map((hold) => (own.includes(hold) ? { ...hold, releasedAt: asOf } : hold)),
    };
    return {
      decision: {
        ...resumed,
        facts: after,
        releasedHolds: [...resumed.releasedHolds, ...own.map(({ id }) => id)],
        instructions: isWithCollector(facts)
          ? [...resumed.instructions, { about: { kind: InstructionKind.RESUME }, which: command.commandId }]
          : resumed.instructions,
      },
      says: isCaseHeld({ ...context, facts: after })
        ? 'The case’s own pause ends; it stays paused by its customer or creditor.'
        : 'The case goes on.',
    };
  },
});
