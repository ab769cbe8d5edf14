import { EffectState } from '../invoice/facts.ts';
import { ENGINE } from '../invoice/machine.ts';
import type { Calendar } from '../kernel/calendar.ts';
import type { Instant } from '../kernel/day.ts';
import { type Hold, HoldKind, HoldReason, HoldScope, isInForce } from '../kernel/holds.ts';
import { raiseTask, TaskKind } from '../tasks/task.ts';
import { advanceCase, type CaseProgress, patched, startCase } from './decision.ts';
import { deactivated } from './ending.ts';
import { type CaseFacts, InstructionKind } from './facts.ts';
import { CaseEvent, type CaseOccasion } from './machine.ts';
import { openOfCase } from './money.ts';
import { awaitsWithdrawal, isWithCollector } from './order.ts';
import { bringTasksInLine } from './outdated-tasks.ts';
import { CaseSource, CaseState, hasCaseEnded, isFrozen } from './state.ts';

/**
 * Brings a case in line with its facts as of that moment: its amount follows its invoices until it is frozen, a
 * paid principal pauses it, one that is open again lets it go on, an order nobody wants any more is cancelled.
 *
 * Nothing leaves the system here. Settling twice changes nothing more.
 */
export function settleCase(facts: CaseFacts, calendar: Calendar, asOf: Instant): CaseProgress {
  return settled(startCase(facts), calendar, asOf);
}

/** The same, for a decision already under way. */
export function settled(progress: CaseProgress, calendar: Calendar, asOf: Instant): CaseProgress {
  let next = progress;
  for (const rule of [
    finishDeactivation,
    followAmount,
    principalPaid,
    principalOpenAgain,
    cancelOrder,
    noticeSilence,
    bringTasksInLine,
  ]) {
    next = rule(next, calendar, asOf);
  }
  return next;
}

function byEngine(calendar: Calendar, asOf: Instant): CaseOccasion {
  return { at: asOf, on: calendar.dayOf(asOf), by: ENGINE };
}

function isOver({ state }: CaseFacts): boolean {
  return hasCaseEnded(state.state) || state.deactivatedAt !== null;
}

/** Deactivations begun by an older version waited for the collector: what they asked for was acknowledged then. */
function finishDeactivation(progress: CaseProgress, calendar: Calendar, asOf: Instant): CaseProgress {
  const { state } = progress.facts;
  if (!state.deactivationAsked || isOver(progress.facts)) return progress;
  return deactivated(progress, byEngine(calendar, asOf), asOf);
}

function followAmount(progress: CaseProgress, calendar: Calendar, asOf: Instant): CaseProgress {
  const { facts } = progress;
  // Another service says itself what it is owed.
  const isPrefilled = facts.hasInvoices && facts.source !== CaseSource.SERVICE;
  if (!isPrefilled || isFrozen(facts.state.state) || isOver(facts)) return progress;
  const amount = openOfCase(facts, calendar.dayOf(asOf)).total;
  return amount === facts.state.amount ? progress : patched(progress, { amount });
}

function principalPaid(progress: CaseProgress, calendar: Calendar, asOf: Instant): CaseProgress {
  const { facts } = progress;
  const today = calendar.dayOf(asOf);
  const isPaid = openOfCase(facts, today).principal === 0;
  if (isOver(facts) || facts.state.principalPaidOn !== null || !isPaid) return progress;
  const pauses = facts.settings.onPrincipalPaid === 'pause';
  const paid = advanceCase(progress, CaseEvent.PRINCIPAL_PAID, byEngine(calendar, asOf), {
    principalPaidOn: today,
  });
  return pauses ? pausedForPrincipal(raiseTask(paid, TaskKind.PRINCIPAL_PAID), calendar, asOf) : paid;
}

/** Who still collects is told to pause, like the case itself. */
function pausedForPrincipal(progress: CaseProgress, calendar: Calendar, asOf: Instant): CaseProgress {
  const from = calendar.dayOf(asOf);
  const hold = {
    kind: HoldKind.FULL,
    reason: HoldReason.PRINCIPAL_PAID,
    from,
    until: null,
    note: null,
  } as const;
  const held: Hold = { id: 0, scope: HoldScope.CASE, recordedAt: asOf, releasedAt: null, ...hold };
  return {
    ...progress,
    facts: { ...progress.facts, holds: [...progress.facts.holds, held] },
    holds: [...progress.holds, hold],
    instructions: isWithCollector(progress.facts)
      ? [
          ...progress.instructions,
          { about: { kind: InstructionKind.PAUSE, until: null }, which: `principal-paid-${asOf}` },
        ]
      : progress.instructions,
  };
}

/** True while the case waits for a person to decide about what is left beside its paid principal. */
export function isPausedForPrincipal(facts: CaseFacts, calendar: Calendar, asOf: Instant): boolean {
  return !isOver(facts) && pausesForPrincipal(facts, calendar, asOf).length > 0;
}

function pausesForPrincipal({ holds }: CaseFacts, calendar: Calendar, asOf: Instant): readonly Hold[] {
  return holds.filter(
    (hold) =>
      hold.scope === HoldScope.CASE &&
      hold.reason === HoldReason.PRINCIPAL_PAID &&
      isInForce(hold, calendar, asOf),
  );
}

/** Money went back: the pause for the paid principal ends by itself. */
function principalOpenAgain(progress: CaseProgress, calendar: Calendar, asOf: Instant): CaseProgress {
  const { facts } = progress;
  const isOpen = openOfCase(facts, calendar.dayOf(asOf)).principal > 0;
  if (isOver(facts) || facts.state.principalPaidOn === null || !isOpen) return progress;
  const own = pausesForPrincipal(facts, calendar, asOf);
  const again = advanceCase(progress, CaseEvent.PRINCIPAL_OPEN_AGAIN, byEngine(calendar, asOf), {
    principalPaidOn: null,
  });
  if (own.length === 0) return again;
  return {
    ...again,
    facts: {
      ...again.facts,
      holds: again.facts.holds.map((hold) => (own.includes(hold) ? { ...hold, releasedAt: asOf } : hold)),
    },
    releasedHolds: [...again.releasedHolds, ...own.map(({ id }) => id)],
    instructions: isWithCollector(again.facts)
      ? [...again.instructions, { about: { kind: InstructionKind.RESUME }, which: `principal-open-${asOf}` }]
      : again.instructions,
  };
}

/** An order planned and not yet in its collector's hands is cancelled when the case is over. */
function cancelOrder(progress: CaseProgress): CaseProgress {
  const { facts } = progress;
  if (!isOver(facts) || facts.isOrdered) return progress;
  const unwanted = facts.instructions.filter(
    ({ about, state }) => about === InstructionKind.ORDER && state === EffectState.PLANNED,
  );
  if (unwanted.length === 0) return progress;
  return {
    ...progress,
    facts: { ...facts, instructions: facts.instructions.filter((one) => !unwanted.includes(one)) },
    cancelledInstructions: [...progress.cancelledInstructions, ...unwanted.map(({ key }) => key)],
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
  if (isOver(facts)) return null;
  return facts.state.state === CaseState.PENDING ? facts.orderUnansweredSince : null;
}

/** An order or a withdrawal that nobody answers must not lie there unseen; it is said once. */
function noticeSilence(progress: CaseProgress, calendar: Calendar, asOf: Instant): CaseProgress {
  const { facts } = progress;
  const at = patienceEndsAt(facts);
  if (at === null || at > asOf) return progress;
  const commandId = `silent/${silentSince(facts)}`;
  const occasion = { ...byEngine(calendar, asOf), reason: 'no answer for three days', commandId };
  const said = advanceCase(progress, CaseEvent.ATTENTION_RAISED, occasion);
  const raised = raiseTask(said, TaskKind.COLLECTOR_SILENT);
  const knownFromCollector = [...facts.knownFromCollector, commandId];
  return { ...raised, facts: { ...raised.facts, knownFromCollector } };
}
