import { EffectState } from '../effects/effect.ts';
import { HoldScope, wasInForceSince } from '../kernel/holds.ts';
import type { EntryKind } from '../kernel/ledger.ts';
import { byEngine } from '../kernel/machine.ts';
import { keepTasks } from '../tasks/task.ts';
import { followAgreements } from './agreements.ts';
import { chargesTakenBack } from './charges/booking.ts';
import { advance, booked, type Decision, start } from './decision.ts';
import { followDispute } from './follow-dispute.ts';
import { followLedger } from './follow-ledger.ts';
import { raiseLedgerTasks } from './ledger-tasks.ts';
import { leftoversOf } from './leftovers.ts';
import { letterTakenUp } from './letters.ts';
import { InvoiceEvent } from './machine.ts';
import { nextStep } from './next-step.ts';
import { isOutdated } from './outdated-tasks.ts';
import { Step } from './plan.ts';
import { cancelPlanMails } from './plan-mail.ts';
import type { InvoiceMoment, InvoiceSituation } from './situation.ts';
import { hasEnded, Stage } from './stage.ts';

/**
 * Brings an invoice's stage in line with its facts as of that moment: paid, credited, written off, reopened
 * by a reversal, approval voided by a hold, leftovers settled, letters no longer wanted cancelled.
 *
 * Nothing leaves the system here. Settling twice changes nothing more.
 */
export function settleInvoice(situation: InvoiceSituation): Decision {
  return settle(start(situation.facts), situation);
}

/** The same, for a decision already under way. */
export function settle(decision: Decision, moment: InvoiceMoment): Decision {
  let settled = decision;
  for (const rule of [
    voidApproval,
    followLedger,
    takeUpLetter,
    settleLeftovers,
    followAgreements,
    cancelPlanMails,
    followDispute,
    cancelUnwanted,
    raiseLedgerTasks,
    dropTasks,
  ]) {
    settled = rule(settled, moment);
  }
  return settled;
}

function voidApproval(decision: Decision, moment: InvoiceMoment): Decision {
  const { calendar, asOf } = moment;
  const { state, holds } = decision.facts;
  const { approvedAt } = state;
  if (state.stage !== Stage.LISTED || approvedAt === null) return decision;
  // A hold that came and went while no worker looked voids it all the same.
  const voiding = holds.some(
    (hold) => hold.scope !== HoldScope.CREDITOR && wasInForceSince(hold, calendar, approvedAt, asOf),
  );
  if (!voiding) return decision;
  return advance(decision, InvoiceEvent.APPROVAL_VOIDED, byEngine(moment), {
    approvedAt: null,
    approvedBy: null,
  });
}

/** What a letter that came back charged is taken back, and does not count. */
function takeUpLetter(decision: Decision, moment: InvoiceMoment): Decision {
  const taken = letterTakenUp(decision, moment);
  return taken === decision ? decision : followLedger(taken, moment);
}

/** What is left of a claim that never transfers, as the creditor wants it: at once or after some days. */
function settleLeftovers(decision: Decision, moment: InvoiceMoment): Decision {
  const left = leftoversOf(decision.facts, moment);
  return left === null || left.from > moment.today
    ? decision
    : post(decision, left.kind, left.amount, moment);
}

function post(decision: Decision, kind: EntryKind, amount: number, moment: InvoiceMoment): Decision {
  const { facts } = decision;
  const { asOf, today: bookedOn } = moment;
  const externalId = `settlement/${facts.number}/${facts.state.round}/${facts.ledger.length}`;
  return followLedger(booked(decision, [{ externalId, kind, amount, bookedOn }], asOf), moment);
}

/**
 * A letter planned but not yet in its gateway's hands is cancelled when it may no longer go out. What it charged is
 * taken back with it, and does not count where that is decided: nobody owes the fee of a letter that never left.
 */
function cancelUnwanted(decision: Decision, moment: InvoiceMoment): Decision {
  const effect = decision.facts.pendingEffect;
  if (effect?.state === EffectState.FAILED) return withoutCharges(decision, effect.key, moment);
  if (effect?.state !== EffectState.PLANNED) return decision;
  const uncharged = uncharge(decision, effect.key, moment);
  const facts = { ...uncharged.facts, pendingEffect: null };
  const next = nextStep({ ...moment, facts: { ...facts, scriptedAt: null } });
  const level = moment.policy.levels[facts.state.levelsDone];
  const isStillNext =
    (next.step === Step.SEND_REMINDER || next.step === Step.SEND_NOTICE) && level?.name === effect.level;
  if (isStillNext) return decision;
  return { ...uncharged, facts, cancelledEffects: [...uncharged.cancelledEffects, effect.key] };
}

/** A letter that failed for good keeps no path open, and none that has ended owes its charges. */
function withoutCharges(decision: Decision, key: string, moment: InvoiceMoment): Decision {
  const uncharged = uncharge(decision, key, moment);
  return hasEnded(uncharged.facts.state.stage) ? uncharged : decision;
}

function uncharge(decision: Decision, key: string, moment: InvoiceMoment): Decision {
  const uncharged = chargesTakenBack(decision, key, moment.asOf);
  return uncharged === decision ? decision : followLedger(uncharged, moment);
}

/** A task that has settled itself is taken off the operator's list. */
function dropTasks(decision: Decision, moment: InvoiceMoment): Decision {
  const { facts } = decision;
  return keepTasks(decision, (task) => !isOutdated(task, { ...moment, facts }));
}
