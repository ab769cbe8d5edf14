import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { afterCaseInWords } from '../after-case.ts';
import { backOnThePath, stageAfter } from '../back-on-the-path.ts';
import { advance } from '../decision.ts';
import type { InvoiceState } from '../facts.ts';
import { InvoiceEvent } from '../machine.ts';
import { levelNamed } from '../opening-position.ts';
import { pathOver } from '../outdated-tasks.ts';
import type { Policy } from '../policy.ts';
import { hasEnded, Stage } from '../stage.ts';
import { openOn } from '../transfer-run.ts';
import { endedInWords } from './ended.ts';
import { invoiceMessage } from './message.ts';

export const restart = invoiceMessage({
  kind: 'restart',
  summary:
    'Takes a closed claim up again, in a new round: after the last level delivered, its gap counted from today, or at a level you choose.',
  details: 'An invoice whose case is over goes on by itself only when a `level` is named.',
  fields: {
    level: { type: 'text', help: 'the level to go on with', example: 'reminder-2' },
    reason: { type: 'text', help: 'why it is taken up again', example: 'letter went to the old address' },
  },
  stages: [Stage.CLOSED],
  bulk: true,
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'restart',
    brief: 'take a closed claim up again',
    examples: ['2026/001', '2026/001 --level reminder-2 --reason "wrong address"'],
  },
  refused: 'unless closed; when nothing is open; for a level the policy does not have.',

  /** Each restart opens a new round, whose number is part of every effect key. */
  decide(context, { by, level, reason, commandId }) {
    const { decision, policy, asOf, today } = context;
    const { facts } = decision;
    const { state } = facts;
    if (state.stage !== Stage.CLOSED) {
      return refuse(
        hasEnded(state.stage) ? RefusalCode.ALREADY_ENDED : RefusalCode.NOT_IN_THIS_STAGE,
        endedInWords(state) ??
          afterCaseInWords(facts, context) ??
          `The invoice is ${state.stage} and goes on by itself: only a closed claim is restarted.`,
      );
    }
    if (openOn(facts, today).total === 0) {
      return refuse(
        RefusalCode.NOTHING_OPEN,
        'Nothing is open on this invoice: there is nothing to restart.',
      );
    }
    const levelsDone = level === null ? state.levelsDone : levelNamed(policy, level)?.index;
    if (levelsDone === undefined) {
      const known = policy.levels.map(({ name }) => name).join(', ') || 'none';
      return refuse(RefusalCode.NOT_FOUND, `The policy has no level "${level}": it has ${known}.`);
    }
    const before = stageToRestartAt(policy, levelsDone, state.stageBeforeEnd);
    const patch = {
      ...backOnThePath(before, today, context),
      ...(before === Stage.NOTICED ? {} : NO_CLAIM),
      levelsDone,
      // Only a level chosen on purpose leads back to the path of levels and transfers.
      ...(level === null ? {} : { caseEndedOn: null }),
      round: state.round + 1,
      closedOn: null,
      closeReason: null,
      stageBeforeEnd: null,
      followsFrom: today,
      reopenedOn: null,
    };
    const occasion = { at: asOf, on: today, by, reason, commandId };
    const restarted = advance(pathOver(decision), InvoiceEvent.RESTARTED, occasion, patch);
    const afterCase = afterCaseInWords(restarted.facts, context);
    const says =
      afterCase === null
        ? `The claim goes on in round ${state.round + 1}.`
        : `The claim is open again in round ${state.round + 1}, and nothing follows by itself. ${afterCase} To send levels once more, close it and restart it at one by name.`;
    return { decision: restarted, says };
  },
});

const NO_CLAIM: Partial<InvoiceState> = { noticeDeliveredOn: null, noticeDueOn: null, claimSince: null };

/** Levels that were only waived, or passed over by a restart, leave an invoice to which nothing went out. */
function stageToRestartAt(policy: Policy, levelsDone: number, before: Stage | null): Stage {
  return before === Stage.OPEN ? Stage.OPEN : stageAfter(policy, levelsDone);
}
