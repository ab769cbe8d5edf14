import { formatDay } from '../../kernel/day.ts';
import { claimClock } from '../claim-clock.ts';
import { advance } from '../decision.ts';
import { InvoiceEvent } from '../machine.ts';
import { takenOffList } from '../outdated-tasks.ts';
import { isClaim } from '../stage.ts';
import { isHeld } from '../transfer-run.ts';
import { type ChangeDueDateCommand, type MessageContext, refuse, type Verdict } from './command.ts';
import { endedInWords } from './ended.ts';

/**
 * Moves the due date. What went out stays; later levels count from the new date. Beyond the notice's deadline
 * it replaces that deadline and takes the claim off the list.
 */
export function changeDueDate(context: MessageContext, command: ChangeDueDateCommand): Verdict {
  const { decision, asOf, today } = context;
  const { facts } = decision;
  const ended = endedInWords(facts.state);
  if (ended !== null) return refuse(`The due date cannot be changed. ${ended}`);
  const { dueOn } = command;
  if (facts.dueOn === dueOn) return { decision, says: `The invoice was already due on ${formatDay(dueOn)}.` };
  const occasion = {
    at: asOf,
    on: today,
    by: command.by,
    reason: `due on ${formatDay(dueOn)}`,
    commandId: command.commandId,
  };
  const moved = advance({ ...decision, facts: { ...facts, dueOn } }, InvoiceEvent.DUE_DATE_CHANGED, occasion);
  const { state } = moved.facts;
  const says = `The invoice is now due on ${formatDay(dueOn)}.`;
  const replacesDeadline = isClaim(state.stage) && state.noticeDueOn !== null && dueOn > state.noticeDueOn;
  if (!replacesDeadline) return { decision: moved, says };
  const clock = claimClock({ ...context, facts });
  return {
    decision: advance(takenOffList(moved), InvoiceEvent.TAKEN_OFF_LIST, occasion, {
      noticeDueOn: dueOn,
      claimSince: asOf,
      listedOn: null,
      fixedMode: null,
      approvedAt: null,
      approvedBy: null,
      missedRunOn: null,
      warnedFor: null,
      clockCarriedFrom: isHeld({ ...context, facts }) ? (clock?.startedOn ?? null) : null,
    }),
    says: `${says} It replaces the notice's deadline, and the claim is off the debt collection list.`,
  };
}
