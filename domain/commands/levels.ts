import { InvoiceEvent } from '../invoice-machine.ts';
import { LevelKind } from '../policy.ts';
import { advance } from '../progress.ts';
import { type Decision, type DecisionContext, refuse, type WaiveLevelCommand } from './command.ts';
import { endedInWords } from './ended.ts';

/**
 * Lets the next reminder pass as if it had been delivered today. The notice cannot be waived: without it there
 * is no deadline and no claim.
 */
export function waiveLevel(
  { progress, policy, calendar, asOf }: DecisionContext,
  command: WaiveLevelCommand,
): Decision {
  const { facts } = progress;
  const ended = endedInWords(facts.state);
  if (ended !== null) return refuse(ended);
  const next = policy.levels[facts.state.levelsDone];
  if (next === undefined) return refuse('Every level was delivered already: there is none to waive.');
  if (command.level !== null && command.level !== next.name) {
    const delivered = policy.levels
      .slice(0, facts.state.levelsDone)
      .some((level) => level.name === command.level);
    if (delivered) return { progress, says: `Level ${command.level} was already delivered or waived.` };
    return refuse(`The next level is ${next.name}: levels are waived in order, one at a time.`);
  }
  if (next.kind === LevelKind.notice) {
    return refuse(
      'The notice cannot be waived: debt collection needs its deadline. Close the claim instead.',
    );
  }
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
    progress: advance(progress, InvoiceEvent.LEVEL_WAIVED, occasion, {
      levelsDone: facts.state.levelsDone + 1,
      anchorOn: today,
    }),
    says: `Level ${next.name} is waived; the next one counts from today.`,
  };
}
