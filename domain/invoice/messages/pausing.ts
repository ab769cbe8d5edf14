import { formatDay } from '../../kernel/day.ts';
import { type Hold, HoldScope, isInForce } from '../../kernel/holds.ts';
import { judgePause, PauseVerdict, pausesToEnd } from '../../kernel/pause.ts';
import { afterCaseInWords } from '../after-case.ts';
import { advance } from '../decision.ts';
import { InvoiceEvent } from '../machine.ts';
import { hasEnded, Stage } from '../stage.ts';
import {
  type MessageContext,
  type PauseCommand,
  type ResumeCommand,
  refuse,
  type Verdict,
} from './command.ts';
import { endedInWords } from './ended.ts';

/** Pauses the invoice on its own account. Refused after the transfer, and where `judgePause` refuses it. */
export function pause({ decision, calendar, asOf }: MessageContext, command: PauseCommand): Verdict {
  const { facts } = decision;
  if (facts.state.stage === Stage.TRANSFERRED) {
    const on = facts.state.transferredOn === null ? '' : ` on ${formatDay(facts.state.transferredOn)}`;
    return refuse(
      `The claim was transferred to debt collection${on} and cannot be paused any more: pause the case.`,
    );
  }
  const ended = endedInWords(facts.state);
  if (ended !== null) return refuse(ended);
  const { reason, holdKind: kind, until } = command;
  const from = command.from ?? calendar.dayOf(asOf);
  const asked = { scope: HoldScope.INVOICE, kind, reason, from, until };
  const { verdict, says } = judgePause(facts.holds, asked, calendar, asOf);
  if (verdict === PauseVerdict.REFUSED) return refuse(says);
  if (verdict === PauseVerdict.SAME) return { decision, says };
  const occasion = {
    at: asOf,
    on: from,
    by: command.by,
    reason,
    commandId: command.commandId,
  };
  const paused = advance(decision, InvoiceEvent.PAUSED, occasion);
  const hold: Hold = { id: 0, ...asked, recordedAt: asOf, releasedAt: null };
  return {
    decision: {
      ...paused,
      facts: { ...paused.facts, holds: [...facts.holds, hold] },
      holds: [...paused.holds, { kind, reason, from, until, note: command.note }],
    },
    says,
  };
}

/** Ends the invoice's own pauses. Those of its customer or creditor stay in force. */
export function resume({ decision, calendar, asOf }: MessageContext, command: ResumeCommand): Verdict {
  const { facts } = decision;
  if (facts.state.stage === Stage.TRANSFERRED) return refuse(endedInWords(facts.state) ?? '');
  const today = calendar.dayOf(asOf);
  const own = pausesToEnd(facts.holds, HoldScope.INVOICE, command.reason, today);
  const others = facts.holds.filter(
    (hold) => hold.scope !== HoldScope.INVOICE && isInForce(hold, calendar, asOf),
  );
  const still =
    others.length === 0 ? '' : ` It stays paused by its ${others.map((h) => h.scope).join(' and ')}.`;
  if (own.length === 0) return { decision, says: `The invoice was not paused on its own account.${still}` };
  const released = new Set(own);
  const occasion = {
    at: asOf,
    on: today,
    by: command.by,
    reason: own.map((hold) => hold.reason).join(', '),
    commandId: command.commandId,
  };
  const resumed = advance(decision, InvoiceEvent.RESUMED, occasion);
  const after = {
    ...resumed.facts,
    holds: facts.holds.map((hold) => (released.has(hold) ? { ...hold, releasedAt: asOf } : hold)),
  };
  const afterCase = hasEnded(facts.state.stage) ? null : afterCaseInWords(after, calendar, asOf);
  return {
    decision: {
      ...resumed,
      facts: after,
      releasedHolds: [...resumed.releasedHolds, ...own.map((hold) => hold.id)],
    },
    says: `${afterCase === null ? 'The invoice goes on.' : `The invoice is resumed. ${afterCase}`}${still}`,
  };
}
