import { formatDay } from '../../kernel/day.ts';
import { afterCaseInWords } from '../after-case.ts';
import { backOnThePath, stageAfter } from '../back-on-the-path.ts';
import { advance } from '../decision.ts';
import type { InvoiceState } from '../facts.ts';
import { InvoiceEvent } from '../machine.ts';
import { levelNamed } from '../opening-position.ts';
import { pathOver } from '../outdated-tasks.ts';
import type { Policy } from '../policy.ts';
import { CloseReason, Stage } from '../stage.ts';
import { openOn } from '../transfer-run.ts';
import {
  type CloseCommand,
  type MessageContext,
  type RestartCommand,
  refuse,
  type Verdict,
} from './command.ts';
import { endedInWords } from './ended.ts';

/** Closes the claim for a reason; its invoice stays open in the ledger. */
export function close({ decision, calendar, asOf }: MessageContext, command: CloseCommand): Verdict {
  const ended = endedInWords(decision.facts.state);
  if (ended !== null) return refuse(ended);
  const on = calendar.dayOf(asOf);
  const occasion = { at: asOf, on, by: command.by, reason: command.reason, commandId: command.commandId };
  return {
    decision: advance(pathOver(decision), InvoiceEvent.CLOSED_BY_OPERATOR, occasion, {
      closedOn: on,
      closeReason: CloseReason.OPERATOR,
      approvedAt: null,
      approvedBy: null,
    }),
    says: `The claim is closed as of ${formatDay(on)}. Nothing more is sent; restart takes it up again.`,
  };
}

/**
 * Takes a closed claim up again: after the last delivered level, its gap counted from today, or at a chosen
 * level. Each restart opens a new round, whose number is part of every effect key.
 */
export function restart(
  { decision, policy, calendar, asOf }: MessageContext,
  command: RestartCommand,
): Verdict {
  const { facts } = decision;
  const { state } = facts;
  if (state.stage !== Stage.CLOSED) {
    return refuse(
      endedInWords(state) ??
        afterCaseInWords(facts, calendar, asOf) ??
        `The invoice is ${state.stage} and goes on by itself: only a closed claim is restarted.`,
    );
  }
  const today = calendar.dayOf(asOf);
  if (openOn(facts, today).total === 0)
    return refuse('Nothing is open on this invoice: there is nothing to restart.');
  const levelsDone = command.level === null ? state.levelsDone : levelNamed(policy, command.level)?.index;
  if (levelsDone === undefined) {
    const known = policy.levels.map((level) => level.name).join(', ') || 'none';
    return refuse(`The policy has no level "${command.level}": it has ${known}.`);
  }
  const before = stageToRestartAt(policy, levelsDone, state.stageBeforeEnd);
  const patch = {
    ...backOnThePath(before, policy, calendar, today, asOf),
    ...(before === Stage.NOTICED ? {} : NO_CLAIM),
    levelsDone,
    // Only a level chosen on purpose leads back to the path of levels and transfers.
    ...(command.level === null ? {} : { caseEndedOn: null }),
    round: state.round + 1,
    closedOn: null,
    closeReason: null,
    stageBeforeEnd: null,
    followsFrom: today,
    reopenedOn: null,
  };
  const occasion = {
    at: asOf,
    on: today,
    by: command.by,
    reason: command.reason,
    commandId: command.commandId,
  };
  const restarted = advance(pathOver(decision), InvoiceEvent.RESTARTED, occasion, patch);
  const afterCase = afterCaseInWords(restarted.facts, calendar, asOf);
  const says =
    afterCase === null
      ? `The claim goes on in round ${state.round + 1}.`
      : `The claim is open again in round ${state.round + 1}, and nothing follows by itself. ${afterCase} To send levels once more, close it and restart it at one by name.`;
  return { decision: restarted, says };
}

const NO_CLAIM: Partial<InvoiceState> = { noticeDeliveredOn: null, noticeDueOn: null, claimSince: null };

/** Levels that were only waived, or passed over by a restart, leave an invoice to which nothing went out. */
function stageToRestartAt(policy: Policy, levelsDone: number, before: Stage | null): Stage {
  return before === Stage.OPEN ? Stage.OPEN : stageAfter(policy, levelsDone);
}
