import { type Hold, HoldKind, HoldReason, HoldScope } from '../../kernel/holds.ts';
import { judgePause, PauseVerdict, pausesToEnd } from '../../kernel/pause.ts';
import { advanceCase } from '../decision.ts';
import { InstructionKind } from '../facts.ts';
import { CaseEvent } from '../machine.ts';
import { isCaseHeld, isWithCollector } from '../order.ts';
import type { MessageCommand, PauseCaseCommand, ResumeCaseCommand } from './command.ts';
import { type CaseContext, type CaseVerdict, occasionOf, refuse } from './context.ts';
import { endedInWords } from './words.ts';

/** Pauses the case; a collector that has it is told. The debtor can pay all the same. */
export function pause(context: CaseContext, command: PauseCaseCommand): CaseVerdict {
  const { decision, calendar, asOf } = context;
  const { facts } = decision;
  const ended = endedInWords(facts);
  if (ended !== null) return refuse(ended);
  const { until } = command;
  const days = {
    kind: HoldKind.FULL,
    reason: HoldReason.OPERATOR,
    from: calendar.dayOf(asOf),
    until,
  } as const;
  const { verdict, says } = judgePause(facts.holds, { scope: HoldScope.CASE, ...days }, calendar, asOf);
  if (verdict === PauseVerdict.REFUSED) return refuse(says);
  if (verdict === PauseVerdict.SAME) return { decision, says };
  const hold = { ...days, note: command.reason };
  const held: Hold = { id: 0, scope: HoldScope.CASE, recordedAt: asOf, releasedAt: null, ...days };
  const paused = advanceCase(decision, CaseEvent.PAUSED, occasionOf(context, command, command.reason));
  const about = { kind: InstructionKind.PAUSE, until } as const;
  return {
    decision: {
      ...paused,
      facts: { ...paused.facts, holds: [...facts.holds, held] },
      holds: [...paused.holds, hold],
      instructions: isWithCollector(facts)
        ? [...paused.instructions, { about, which: command.commandId }]
        : paused.instructions,
    },
    says,
  };
}

/** Ends the case's own pauses; those of its customer and creditor stay. */
export function resume(context: CaseContext, command: ResumeCaseCommand): CaseVerdict {
  const { decision, calendar, asOf } = context;
  const { facts } = decision;
  const ended = endedInWords(facts);
  if (ended !== null) return refuse(ended);
  const own = pausesToEnd(facts.holds, HoldScope.CASE, null, calendar.dayOf(asOf));
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
}

/** A free message to the collector. */
export function message(context: CaseContext, command: MessageCommand, text: string): CaseVerdict {
  const { decision, calendar, asOf } = context;
  const { facts } = decision;
  const ended = endedInWords(facts);
  if (ended !== null) return refuse(ended);
  if (!isWithCollector(facts)) {
    return refuse(`The case is ${facts.state.state}: nobody has it who could read a message.`);
  }
  const sent = advanceCase(decision, CaseEvent.MESSAGE_SENT, occasionOf(context, command));
  const { by, commandId } = command;
  return {
    decision: {
      ...sent,
      messages: [
        ...sent.messages,
        { externalId: commandId, direction: 'to collector', text, on: calendar.dayOf(asOf), by },
      ],
      instructions: [
        ...sent.instructions,
        { about: { kind: InstructionKind.MESSAGE, text }, which: commandId },
      ],
    },
    says: 'The message goes to the collector.',
  };
}
