import { EffectState } from '../../effects/effect.ts';
import { afterCaseInWords } from '../after-case.ts';
import { advance } from '../decision.ts';
import type { PendingEffect } from '../facts.ts';
import { InvoiceEvent } from '../machine.ts';
import { LevelKind } from '../policy.ts';
import { type MessageContext, refuse, type Verdict, type WaiveLevelCommand } from './command.ts';
import { endedInWords } from './ended.ts';

/**
 * Lets the next reminder pass as if it had been delivered today. The notice cannot be waived: without it there
 * is no deadline and no claim.
 */
export function waiveLevel(
  { decision, policy, calendar, asOf }: MessageContext,
  command: WaiveLevelCommand,
): Verdict {
  const { facts } = decision;
  const ended = endedInWords(facts.state);
  if (ended !== null) return refuse(ended);
  const afterCase = afterCaseInWords(facts, calendar, asOf);
  if (afterCase !== null) return refuse(`Its levels do not go on, so there is none to waive. ${afterCase}`);
  const next = policy.levels[facts.state.levelsDone];
  if (next === undefined) return refuse('Every level was delivered already: there is none to waive.');
  if (command.level !== null && command.level !== next.name) {
    const delivered = policy.levels
      .slice(0, facts.state.levelsDone)
      .some((level) => level.name === command.level);
    if (delivered) return { decision, says: `Level ${command.level} was already delivered or waived.` };
    return refuse(`The next level is ${next.name}: levels are waived in order, one at a time.`);
  }
  if (next.kind === LevelKind.notice) {
    return refuse(
      'The notice cannot be waived: debt collection needs its deadline. Close the claim instead.',
    );
  }
  const onItsWay = underWayInWords(facts.pendingEffect);
  if (onItsWay !== null) return refuse(onItsWay);
  const today = calendar.dayOf(asOf);
  const occasion = {
    at: asOf,
    on: today,
    by: command.by,
    reason: command.reason,
    commandId: command.commandId,
    level: next.name,
  };
  return {
    decision: advance(decision, InvoiceEvent.LEVEL_WAIVED, occasion, {
      levelsDone: facts.state.levelsDone + 1,
      anchorOn: today,
    }),
    says: `Level ${next.name} is waived; the next one counts from today.`,
  };
}

/** A letter that may be with the debtor already cannot be waived any more; one that was only planned is cancelled. */
function underWayInWords(effect: PendingEffect | null): string | null {
  if (effect === null) return null;
  const { level, state } = effect;
  switch (state) {
    case EffectState.HANDING_OVER:
      return `Level ${level} is just being handed over: try again in a minute.`;
    case EffectState.UNCERTAIN:
    case EffectState.FAILED:
    case EffectState.BOUNCED:
      return `Level ${level} is ${state}: say what became of it with \`resolveEffect\` first.`;
    case EffectState.PLANNED:
    case EffectState.HANDED_OVER:
    case EffectState.DELIVERED:
    case EffectState.CANCELLED:
      return null;
    default:
      return state satisfies never;
  }
}
