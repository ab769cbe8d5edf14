import type { Calendar } from '../calendar.ts';
import { formatDay } from '../day.ts';
import { daysOf, type Hold, HoldScope, isInForce } from '../holds.ts';
import { InvoiceEvent } from '../invoice-machine.ts';
import { advance } from '../progress.ts';
import { Stage } from '../stage.ts';
import {
  type Decision,
  type DecisionContext,
  type PauseCommand,
  type ResumeCommand,
  refuse,
} from './command.ts';
import { endedInWords } from './ended.ts';

/**
 * Pauses the invoice on its own account. Refused after the transfer; pauses of the same reason may touch but
 * not overlap. The same pause asked for twice is one pause.
 */
export function pause({ progress, calendar, asOf }: DecisionContext, command: PauseCommand): Decision {
  const { facts } = progress;
  if (facts.state.stage === Stage.TRANSFERRED) {
    const on = facts.state.transferredOn === null ? '' : ` on ${formatDay(facts.state.transferredOn)}`;
    return refuse(
      `The claim was transferred to debt collection${on} and cannot be paused any more: pause the case.`,
    );
  }
  const ended = endedInWords(facts.state);
  if (ended !== null) return refuse(ended);
  const today = calendar.dayOf(asOf);
  const from = command.from ?? today;
  const { until } = command;
  if (until !== null && until <= Math.max(from, today)) {
    return refuse(
      `A pause until ${formatDay(until)} ends before it begins: until must be a day after ${formatDay(Math.max(from, today))}.`,
    );
  }
  const own = facts.holds.filter(
    (hold) => hold.scope === HoldScope.INVOICE && hold.reason === command.reason,
  );
  const overlapping = own.find((hold) => {
    const days = daysOf(hold, calendar);
    return (
      (days.to === null || days.to > from) && (until === null || days.from < until) && days.to !== days.from
    );
  });
  if (overlapping !== undefined) {
    if (isSamePause(overlapping, from, until))
      return { progress, says: 'The invoice was already paused like that.' };
    return refuse(
      `The invoice is already paused for ${command.reason} ${spanInWords(overlapping, calendar)}: resume it first, or choose days that do not overlap.`,
    );
  }
  const occasion = {
    at: asOf,
    on: from,
    by: command.by,
    reason: command.reason,
    commandId: command.commandId,
  };
  const paused = advance(progress, InvoiceEvent.PAUSED, occasion);
  const hold: Hold = {
    id: 0,
    scope: HoldScope.INVOICE,
    kind: command.holdKind,
    reason: command.reason,
    from,
    until,
    recordedAt: asOf,
    releasedAt: null,
  };
  return {
    progress: {
      ...paused,
      facts: { ...paused.facts, holds: [...facts.holds, hold] },
      holds: [
        ...paused.holds,
        { kind: command.holdKind, reason: command.reason, from, until, note: command.note },
      ],
    },
    says: `The invoice is paused ${spanInWords(hold, calendar)}.`,
  };
}

function isSamePause(hold: Hold, from: number, until: number | null): boolean {
  return hold.until === until && hold.from <= from && hold.releasedAt === null;
}

function spanInWords(hold: Hold, calendar: Calendar): string {
  const { from, to } = daysOf(hold, calendar);
  return `from ${formatDay(from)} ${to === null ? 'until it is resumed' : `until ${formatDay(to)}`}`;
}

/** Ends the invoice's own pauses. Those of its customer or creditor stay in force. */
export function resume({ progress, calendar, asOf }: DecisionContext, command: ResumeCommand): Decision {
  const { facts } = progress;
  if (facts.state.stage === Stage.TRANSFERRED) return refuse(endedInWords(facts.state) ?? '');
  const today = calendar.dayOf(asOf);
  const own = facts.holds.filter(
    (hold) =>
      hold.scope === HoldScope.INVOICE &&
      (command.reason === null || hold.reason === command.reason) &&
      hold.releasedAt === null &&
      (hold.until === null || hold.until > today),
  );
  const others = facts.holds.filter(
    (hold) => hold.scope !== HoldScope.INVOICE && isInForce(hold, calendar, asOf),
  );
  const still =
    others.length === 0 ? '' : ` It stays paused by its ${others.map((h) => h.scope).join(' and ')}.`;
  if (own.length === 0) return { progress, says: `The invoice was not paused on its own account.${still}` };
  const released = new Set(own);
  const occasion = {
    at: asOf,
    on: today,
    by: command.by,
    reason: own.map((hold) => hold.reason).join(', '),
    commandId: command.commandId,
  };
  const resumed = advance(progress, InvoiceEvent.RESUMED, occasion);
  return {
    progress: {
      ...resumed,
      facts: {
        ...resumed.facts,
        holds: facts.holds.map((hold) => (released.has(hold) ? { ...hold, releasedAt: asOf } : hold)),
      },
      releasedHolds: [...resumed.releasedHolds, ...own.map((hold) => hold.id)],
    },
    says: `The invoice goes on.${still}`,
  };
}
