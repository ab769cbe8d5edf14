import { type Hold, HoldKind, HoldReason, HoldScope } from '../../kernel/holds.ts';
import { Scope } from '../../kernel/message.ts';
import { judgePause, PauseVerdict } from '../../kernel/pause.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { advanceCase } from '../decision.ts';
import { InstructionKind } from '../facts.ts';
import { CaseEvent } from '../machine.ts';
import { isWithCollector } from '../order.ts';
import { endedCase } from './ended.ts';
import { caseMessage, occasionOf, UNDER_WAY, version } from './message.ts';

export const pause = caseMessage({
  kind: 'pause',
  summary:
    'Pauses a case: no order goes out meanwhile, and a collector that has it is told. The debtor can always pay.',
  details: 'The time for processing runs on. The same pause twice is one pause.',
  fields: {
    version,
    reason: { type: 'text', help: 'why, for the record', example: 'payment plan agreed' },
    until: { type: 'day', help: 'the day on which it ends by itself', example: '2026-07-01' },
    owner: { type: 'text', help: 'who is asked before it ends', longest: 100 },
  },
  states: UNDER_WAY,
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'pause',
    brief: 'pause a case',
    examples: ['2026/001-1 --until 2026-04-01 --reason "payment plan agreed"'],
  },
  refused: 'once ended; `until` not after today; days that overlap a pause of its own.',

  decide(context, command) {
    const { decision, calendar, asOf, today } = context;
    const { facts } = decision;
    const ended = endedCase(facts);
    if (ended !== null) return ended;
    const { reason, until, owner, commandId } = command;
    const days = { kind: HoldKind.FULL, reason: HoldReason.OPERATOR, from: today, until } as const;
    const { verdict, says } = judgePause(facts.holds, { scope: HoldScope.CASE, ...days }, calendar, asOf);
    if (verdict === PauseVerdict.REFUSED) return refuse(RefusalCode.NOT_ALLOWED, says);
    if (verdict === PauseVerdict.SAME) return { decision, says };
    const held: Hold = { id: 0, scope: HoldScope.CASE, recordedAt: asOf, releasedAt: null, ...days };
    const paused = advanceCase(decision, CaseEvent.PAUSED, occasionOf(context, command, reason));
    const about = { kind: InstructionKind.PAUSE, until } as const;
    return {
      decision: {
        ...paused,
        facts: { ...paused.facts, holds: [...facts.holds, held] },
        holds: [...paused.holds, { ...days, note: reason, owner }],
        instructions: isWithCollector(facts)
          ? [...paused.instructions, { about, which: commandId }]
          : paused.instructions,
      },
      says,
    };
  },
});
