import { formatDay } from '../../kernel/day.ts';
import { Scope } from '../../kernel/message.ts';
import { RefusalCode, refuse } from '../../kernel/refusal.ts';
import { chargesTakenBack } from '../charges/booking.ts';
import { costsKey } from '../charges/charge.ts';
import { claimClock } from '../claim-clock.ts';
import { advance } from '../decision.ts';
import { whyNotDue } from '../due-date.ts';
import { UNLISTED } from '../facts.ts';
import { InvoiceEvent } from '../machine.ts';
import { takenOffList } from '../outdated-tasks.ts';
import { isClaim } from '../stage.ts';
import { isHeld } from '../transfer-run.ts';
import { endedInWords } from './ended.ts';
import { invoiceMessage, UNDER_WAY } from './message.ts';

export const changeDueDate = invoiceMessage({
  kind: 'changeDueDate',
  summary:
    "Moves the due date. What went out stays; later levels count from the new date. Beyond the notice's deadline it replaces that and takes the claim off the list.",
  fields: {
    dueOn: { type: 'day', required: true, help: 'the new due date', example: '2026-03-01' },
    reason: { type: 'remark', help: 'why, for the record' },
  },
  stages: UNDER_WAY,
  bulk: true,
  scope: Scope.OPERATE,
  script: true,
  command: {
    name: 'change-due-date',
    brief: 'move the due date',
    examples: ['2026/001 --due-on 2026-05-01'],
  },
  refused: 'once ended; a day before the invoice was issued.',

  decide(context, { by, dueOn, commandId }) {
    const { decision, asOf, today } = context;
    const { facts } = decision;
    const ended = endedInWords(facts.state);
    if (ended !== null) {
      return refuse(RefusalCode.ALREADY_ENDED, `The due date cannot be changed. ${ended}`);
    }
    const day = formatDay(dueOn);
    if (facts.dueOn === dueOn) return { decision, says: `The invoice was already due on ${day}.` };
    const why = whyNotDue(dueOn, facts.issuedOn);
    if (why !== null) return refuse(RefusalCode.WRONG_VALUE, `A due date of ${day} ${why}.`);
    const occasion = { at: asOf, on: today, by, reason: `due on ${day}`, commandId };
    const due = { ...decision, facts: { ...facts, dueOn } };
    const moved = advance(due, InvoiceEvent.DUE_DATE_CHANGED, occasion);
    const { state } = moved.facts;
    const says = `The invoice is now due on ${day}.`;
    const replacesDeadline = isClaim(state.stage) && state.noticeDueOn !== null && dueOn > state.noticeDueOn;
    if (!replacesDeadline) return { decision: moved, says };
    const clock = claimClock({ ...context, facts });
    // With more time to pay, the term that the costs waited for has not run out.
    const uncharged = chargesTakenBack(moved, costsKey(facts, context.policy), asOf, ['costs']);
    return {
      decision: advance(takenOffList(uncharged), InvoiceEvent.TAKEN_OFF_LIST, occasion, {
        noticeDueOn: dueOn,
        claimSince: asOf,
        ...UNLISTED,
        clockCarriedFrom: isHeld({ ...context, facts }) ? (clock?.startedOn ?? null) : null,
      }),
      says: `${says} It replaces the notice's deadline, and the claim is off the debt collection list.`,
    };
  },
});
