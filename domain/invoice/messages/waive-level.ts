import { EffectState } from '../../effects/effect.ts';
import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import type { Moment } from '../../kernel/situation.ts';
import { afterCaseInWords } from '../after-case.ts';
import { advance, type Decision } from '../decision.ts';
import { letterGivenUp } from '../end-of-case.ts';
import type { PendingEffect } from '../facts.ts';
import { InvoiceEvent } from '../machine.ts';
import { letterSettled } from '../outdated-tasks.ts';
import { LevelKind } from '../policy.ts';
import { Stage } from '../stage.ts';
import { endedInWords } from './ended.ts';
import { invoiceMessage } from './message.ts';

export const waiveLevel = invoiceMessage({
  kind: 'waiveLevel',
  summary:
    'Lets the next reminder pass as if it had been delivered today. The notice cannot be waived: without it there is no deadline and no claim.',
  fields: {
    level: { type: 'text', help: 'refuse unless this is the next level', example: 'reminder-1' },
    reason: { type: 'text', help: 'why it is waived', example: 'spoke to the customer' },
  },
  stages: [Stage.OPEN, Stage.REMINDED],
  bulk: true,
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'waive-level',
    brief: 'let the next reminder pass as if delivered',
    examples: ['2026/001 --level reminder-2 --reason "spoke on the phone"'],
  },
  refused:
    'for the notice (close the claim instead), for any other than the next level, when no level is left, back from its case, once ended; while a letter is just being handed over or nobody knows what became of it.',

  decide(context, { by, level, reason, commandId }) {
    const { decision, policy, asOf, today } = context;
    const { facts } = decision;
    const ended = endedInWords(facts.state);
    if (ended !== null) return refuse(RefusalCode.ALREADY_ENDED, ended);
    const afterCase = afterCaseInWords(facts, context);
    if (afterCase !== null) {
      return refuse(
        RefusalCode.NOT_IN_THIS_STAGE,
        `Its levels do not go on, so there is none to waive. ${afterCase}`,
      );
    }
    const next = policy.levels[facts.state.levelsDone];
    if (next === undefined) {
      return refuse(
        RefusalCode.NOT_IN_THIS_STAGE,
        'Every level was delivered already: there is none to waive.',
      );
    }
    if (level !== null && level !== next.name) {
      const delivered = policy.levels.slice(0, facts.state.levelsDone).some(({ name }) => name === level);
      if (delivered) return { decision, says: `Level ${level} was already delivered or waived.` };
      return refuse(
        RefusalCode.NOT_ALLOWED,
        `The next level is ${next.name}: levels are waived in order, one at a time.`,
      );
    }
    if (next.kind === LevelKind.notice) {
      return refuse(
        RefusalCode.NOT_ALLOWED,
        'The notice cannot be waived: debt collection needs its deadline. Close the claim instead.',
      );
    }
    const onItsWay = underWayInWords(facts.pendingEffect);
    if (onItsWay !== null) return refuse(RefusalCode.UNDER_WAY, onItsWay);
    return {
      decision: advance(
        withoutLost(decision, context),
        InvoiceEvent.LEVEL_WAIVED,
        { at: asOf, on: today, by, reason, commandId, level: next.name },
        { levelsDone: facts.state.levelsDone + 1, anchorOn: today },
      ),
      says: `Level ${next.name} is waived; the next one counts from today.`,
    };
  },
});

/** A letter that may be with the debtor already cannot be waived any more; one that was only planned is cancelled. */
function underWayInWords(effect: PendingEffect | null): string | null {
  if (effect === null) return null;
  const { level, state } = effect;
  switch (state) {
    case EffectState.HANDING_OVER:
      return `Level ${level} is just being handed over: try again in a minute.`;
    case EffectState.UNCERTAIN:
      return `Level ${level} is ${state}: say what became of it with \`resolveEffect\` first.`;
    case EffectState.FAILED:
    case EffectState.BOUNCED:
    case EffectState.PLANNED:
    case EffectState.HANDED_OVER:
    case EffectState.DELIVERED:
    case EffectState.CANCELLED:
      return null;
    default:
      return state satisfies never;
  }
}

/** A letter that failed or came back is not waited for any more once its level is waived. */
function withoutLost(decision: Decision, moment: Moment): Decision {
  const { pendingEffect } = decision.facts;
  const isLost = pendingEffect?.state === EffectState.FAILED || pendingEffect?.state === EffectState.BOUNCED;
  return isLost ? letterGivenUp(letterSettled(decision), moment) : decision;
}
