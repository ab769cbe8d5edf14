import { EffectState } from '../effects/effect.ts';
import { HoldScope, wasInForceSince } from '../kernel/holds.ts';
import { EntryKind } from '../kernel/ledger.ts';
import { byEngine } from '../kernel/machine.ts';
import { keepTasks } from '../tasks/task.ts';
import { followAgreements } from './agreements.ts';
import { advance, type Decision, type NewEntry, start } from './decision.ts';
import type { InvoiceFacts } from './facts.ts';
import { followDispute } from './follow-dispute.ts';
import { followLedger } from './follow-ledger.ts';
import { raiseLedgerTasks } from './ledger-tasks.ts';
import { InvoiceEvent } from './machine.ts';
import { nextStep } from './next-step.ts';
import { isOutdated } from './outdated-tasks.ts';
import { Step } from './plan.ts';
import { cancelPlanMails } from './plan-mail.ts';
import type { InvoiceMoment, InvoiceSituation } from './situation.ts';
import { isClaim, Stage } from './stage.ts';
import { amountPermitsTransfer, openOn } from './transfer-run.ts';

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

/** What becomes of a claim with only costs open or less than the minimum, as the creditor wants it. */
function settleLeftovers(decision: Decision, moment: InvoiceMoment): Decision {
  const { facts } = decision;
  const { policy, today } = moment;
  const open = openOn(facts, today);
  const waitsForTransfer = facts.state.stage === Stage.LISTED || facts.state.missedRunOn !== null;
  if (!isClaim(facts.state.stage) || !waitsForTransfer || amountPermitsTransfer(open, policy))
    return decision;
  const { settlement } = policy;
  if (settlement.kind === 'waive') {
    return post(decision, EntryKind.WAIVER, open.total, moment);
  }
  if (settlement.kind === 'writeOff' && open.total < settlement.below) {
    return post(decision, EntryKind.WRITE_OFF, open.total, moment);
  }
  return decision;
}

function post(decision: Decision, kind: EntryKind, amount: number, moment: InvoiceMoment): Decision {
  const { facts } = decision;
  const { asOf, today: bookedOn } = moment;
  const externalId = `settlement/${facts.number}/${facts.state.round}/${facts.ledger.length}`;
  const entry: NewEntry = { externalId, kind, amount, bookedOn };
  const posted: Decision = {
    ...decision,
    facts: { ...facts, ledger: [...facts.ledger, { externalId, kind, amount, bookedOn, recordedAt: asOf }] },
    entries: [...decision.entries, entry],
  };
  return followLedger(posted, moment);
}

/** A letter planned but not yet in its gateway's hands is cancelled when it may no longer go out. */
function cancelUnwanted(decision: Decision, moment: InvoiceMoment): Decision {
  const { facts } = decision;
  const effect = facts.pendingEffect;
  if (effect === null || effect.state !== EffectState.PLANNED) return decision;
  const without: InvoiceFacts = { ...facts, pendingEffect: null };
  const next = nextStep({ ...moment, facts: { ...without, scriptedAt: null } });
  const level = moment.policy.levels[facts.state.levelsDone];
  const isStillNext =
    (next.step === Step.SEND_REMINDER || next.step === Step.SEND_NOTICE) && level?.name === effect.level;
  if (isStillNext) return decision;
  return { ...decision, facts: without, cancelledEffects: [...decision.cancelledEffects, effect.key] };
}

/** A task that has settled itself is taken off the operator's list. */
function dropTasks(decision: Decision, moment: InvoiceMoment): Decision {
  const { facts } = decision;
  return keepTasks(decision, (task) => !isOutdated(task, { ...moment, facts }));
}
