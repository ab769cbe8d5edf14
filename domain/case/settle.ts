import { EffectState } from '../effects/effect.ts';
import type { Instant } from '../kernel/day.ts';
import { type Hold, HoldKind, HoldReason, HoldScope, isInForce } from '../kernel/holds.ts';
import { byEngine } from '../kernel/machine.ts';
import type { Moment } from '../kernel/situation.ts';
import { raiseTask, TaskKind } from '../tasks/task.ts';
import { raiseAttention } from './attention.ts';
import { advanceCase, type CaseDecision, patched, startCase } from './decision.ts';
import { deactivated } from './ending.ts';
import { type CaseFacts, InstructionKind } from './facts.ts';
import { CaseEvent } from './machine.ts';
import { openOfCase } from './money.ts';
import { awaitsWithdrawal, isCaseOver, isWithCollector } from './order.ts';
import { bringTasksInLine } from './outdated-tasks.ts';
import type { CaseSituation } from './situation.ts';
import { CaseSource, CaseState, isFrozen } from './state.ts';

/**
 * Brings a case in line with its facts as of that moment: its amount follows its invoices until it is frozen, a
 * paid principal pauses it, one that is open again lets it go on, an order nobody wants any more is cancelled.
 *
 * Nothing leaves the system here. Settling twice changes nothing more.
 */
export function settleCase(situation: CaseSituation): CaseDecision {
  return settle(startCase(situation.facts), situation);
}

/** The same, for a decision already under way. */
export function settle(decision: CaseDecision, moment: Moment): CaseDecision {
  let next = decision;
  for (const rule of [
    finishDeactivation,
    followAmount,
    principalPaid,
    principalOpenAgain,
    cancelOrder,
    noticeSilence,
    bringTasksInLine,
  ]) {
    next = rule(next, moment);
  }
  return next;
}

/** Deactivations begun by an older version waited for the collector: what they asked for was acknowledged then. */
function finishDeactivation(decision: CaseDecision, moment: Moment): CaseDecision {
  const { state } = decision.facts;
  if (!state.deactivationAsked || isCaseOver(decision.facts)) return decision;
  return deactivated(decision, byEngine(moment));
}

function followAmount(decision: CaseDecision, moment: Moment): CaseDecision {
  const { facts } = decision;
  // Another service says itself what it is owed.
  const isPrefilled = facts.hasInvoices && facts.source !== CaseSource.SERVICE;
  if (!isPrefilled || isFrozen(facts.state.state) || isCaseOver(facts)) return decision;
  const amount = openOfCase(facts, moment.today).total;
  return amount === facts.state.amount ? decision : patched(decision, { amount });
}

function principalPaid(decision: CaseDecision, moment: Moment): CaseDecision {
  const { facts } = decision;
  const { today } = moment;
  const isPaid = openOfCase(facts, today).principal === 0;
  if (isCaseOver(facts) || facts.state.principalPaidOn !== null || !isPaid) return decision;
  const pauses = facts.settings.onPrincipalPaid === 'pause';
  const paid = advanceCase(decision, CaseEvent.PRINCIPAL_PAID, byEngine(moment), {
    principalPaidOn: today,
  });
  return pauses ? pausedForPrincipal(raiseTask(paid, TaskKind.PRINCIPAL_PAID), moment) : paid;
}

/** Who still collects is told to pause, like the case itself. */
function pausedForPrincipal(decision: CaseDecision, { asOf, today: from }: Moment): CaseDecision {
  const hold = {
    kind: HoldKind.FULL,
    reason: HoldReason.PRINCIPAL_PAID,
    from,
    until: null,
    note: null,
  } as const;
  const held: Hold = { id: 0, scope: HoldScope.CASE, recordedAt: asOf, releasedAt: null, ...hold };
  return {
    ...decision,
    facts: { ...decision.facts, holds: [...decision.facts.holds, held] },
    holds: [...decision.holds, hold],
    instructions: isWithCollector(decision.facts)
      ? [
          ...decision.instructions,
          { about: { kind: InstructionKind.PAUSE, until: null }, which: `principal-paid-${asOf}` },
        ]
      : decision.instructions,
  };
}

function pausesForPrincipal({ facts, calendar, asOf }: CaseSituation): readonly Hold[] {
  return facts.holds.filter(
    (hold) =>
      hold.scope === HoldScope.CASE &&
      hold.reason === HoldReason.PRINCIPAL_PAID &&
      isInForce(hold, calendar, asOf),
  );
}

/** Money went back: the pause for the paid principal ends by itself. */
function principalOpenAgain(decision: CaseDecision, moment: Moment): CaseDecision {
  const { facts } = decision;
  const isOpen = openOfCase(facts, moment.today).principal > 0;
  if (isCaseOver(facts) || facts.state.principalPaidOn === null || !isOpen) return decision;
  const own = pausesForPrincipal({ ...moment, facts });
  const again = advanceCase(decision, CaseEvent.PRINCIPAL_OPEN_AGAIN, byEngine(moment), {
    principalPaidOn: null,
  });
  if (own.length === 0) return again;
  return {
    ...again,
    facts: {
      ...again.facts,
      holds: again.facts.holds.map((hold) =>
        own.includes(hold) ? { ...hold, releasedAt: moment.asOf } : hold,
      ),
    },
    releasedHolds: [...again.releasedHolds, ...own.map(({ id }) => id)],
    instructions: isWithCollector(again.facts)
      ? [
          ...again.instructions,
          { about: { kind: InstructionKind.RESUME }, which: `principal-open-${moment.asOf}` },
        ]
      : again.instructions,
  };
}

/** An order planned and not yet in its collector's hands is cancelled when the case is over. */
function cancelOrder(decision: CaseDecision): CaseDecision {
  const { facts } = decision;
  if (!isCaseOver(facts) || facts.isOrdered) return decision;
  const unwanted = facts.instructions.filter(
    ({ about, state }) => about === InstructionKind.ORDER && state === EffectState.PLANNED,
  );
  if (unwanted.length === 0) return decision;
  return {
    ...decision,
    facts: { ...facts, instructions: facts.instructions.filter((one) => !unwanted.includes(one)) },
    cancelledEffects: [...decision.cancelledEffects, ...unwanted.map(({ key }) => key)],
  };
}

const MS_PER_DAY = 86_400_000;
/** A collector that answers by hand has a weekend to do so. */
const PATIENCE_MS = 3 * MS_PER_DAY;

/** When a person is asked to look after a collector that owes an answer; null while it owes none. */
export function patienceEndsAt(facts: CaseFacts): Instant | null {
  const since = silentSince(facts);
  if (since === null) return null;
  return facts.knownFromCollector.includes(`silent/${since}`) ? null : since + PATIENCE_MS;
}

/** Since when it owes the answer that is waited for now. */
function silentSince(facts: CaseFacts): Instant | null {
  if (awaitsWithdrawal(facts)) return facts.withdrawalUnansweredSince;
  if (isCaseOver(facts)) return null;
  return facts.state.state === CaseState.PENDING ? facts.orderUnansweredSince : null;
}

/** An order or a withdrawal that nobody answers must not lie there unseen; it is said once. */
function noticeSilence(decision: CaseDecision, moment: Moment): CaseDecision {
  const { facts } = decision;
  const at = patienceEndsAt(facts);
  if (at === null || at > moment.asOf) return decision;
  const commandId = `silent/${silentSince(facts)}`;
  const occasion = { ...byEngine(moment, 'no answer for three days'), commandId };
  const raised = raiseAttention(decision, TaskKind.COLLECTOR_SILENT, occasion);
  const knownFromCollector = [...facts.knownFromCollector, commandId];
  return { ...raised, facts: { ...raised.facts, knownFromCollector } };
}
