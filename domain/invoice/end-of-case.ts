import { CaseSource } from '../case/state.ts';
import { EffectState } from '../effects/effect.ts';
import type { NewHold } from '../kernel/decision.ts';
import { type Hold, HoldKind, type HoldReason, HoldScope } from '../kernel/holds.ts';
import { EntryKind } from '../kernel/ledger.ts';
import { settledSince } from '../kernel/ledger-turns.ts';
import { placeOwnPause } from '../kernel/pause.ts';
import type { Moment } from '../kernel/situation.ts';
import { chargesTakenBack } from './charges/booking.ts';
import { advance, type Decision, patched } from './decision.ts';
import { InvoiceEvent } from './machine.ts';
import { pathOver } from './outdated-tasks.ts';
import { Stage } from './stage.ts';
import { openOn } from './transfer-run.ts';

/**
 * An invoice under way becomes part of a case: its path of levels and transfers is over, and a letter not yet handed
 * over is cancelled. The case that is named after it raises its counter.
 */
export function caseStarted(
  decision: Decision,
  moment: Moment,
  author: { readonly by: string; readonly commandId: string | null },
  caseCount = decision.facts.state.caseCount,
): Decision {
  const { asOf, today } = moment;
  const occasion = { at: asOf, on: today, ...author };
  const given = letterGivenUp(decision, moment);
  return advance(pathOver(given), InvoiceEvent.CASE_STARTED, occasion, { transferredOn: today, caseCount });
}

const NEVER_LEFT: readonly EffectState[] = [EffectState.PLANNED, EffectState.FAILED];

/** A case takes the place of a letter under way: one that never left takes back what it charged. */
export function letterGivenUp(decision: Decision, { asOf }: Moment): Decision {
  const letter = decision.facts.pendingEffect;
  if (letter === null) return decision;
  const given = NEVER_LEFT.includes(letter.state) ? chargesTakenBack(decision, letter.key, asOf) : decision;
  return {
    ...given,
    facts: { ...given.facts, pendingEffect: null },
    cancelledEffects: [...given.cancelledEffects, letter.key],
  };
}

/** Why a decision hands the claim to debt collection, so that a case is to be opened for it; null when it does not. */
export function opensCase({ transitions }: Decision): CaseSource | null {
  if (transitions.some(({ event }) => event === InvoiceEvent.TRANSFERRED)) return CaseSource.TRANSFER;
  const byChargeback = transitions.find(({ event }) => event === InvoiceEvent.TRANSFERRED_BY_CHARGEBACK);
  if (byChargeback === undefined) return null;
  return byChargeback.reason === EntryKind.REFUND ? CaseSource.REFUND : CaseSource.CHARGEBACK;
}

/** Its case was opened: the counter that references of cases carry. */
export function caseOpened(decision: Decision, caseCount: number): Decision {
  return patched(decision, { caseCount });
}

/**
 * The case of an invoice has ended or was deactivated: a paid one is PAID, an open one stands NOTICED under a hold
 * of that reason. No level and no transfer mode acts on it any more, only another case.
 */
export function caseEnded(
  decision: Decision,
  { calendar, asOf, today: on }: Moment,
  reason: typeof HoldReason.CASE_ENDED | typeof HoldReason.CASE_DEACTIVATED,
  by: string,
): Decision {
  const occasion = { at: asOf, on, by, reason };
  const common = {
    caseEndedOn: on,
    followsFrom: on,
    reopenedOn: null,
  };
  if (openOn(decision.facts, on).total === 0) {
    return advance(decision, InvoiceEvent.CASE_ENDED, occasion, {
      ...common,
      stage: Stage.PAID,
      stageBeforeEnd: Stage.NOTICED,
      // The day of the money, which came while the case went on.
      paidOn: settledSince(decision.facts, on),
    });
  }
  const { holds } = decision.facts;
  const pause = { kind: HoldKind.REMINDERS, reason, from: on, until: null } as const;
  const { isNew, replaced } = placeOwnPause(holds, { scope: HoldScope.INVOICE, ...pause }, calendar);
  const ended = advance(decision, InvoiceEvent.CASE_ENDED, occasion, {
    ...common,
    stage: Stage.NOTICED,
    claimSince: asOf,
  });
  // Still held since the case before: one pause is enough.
  if (!isNew) return ended;
  const hold: NewHold = { ...pause, note: null };
  const held: Hold = { id: 0, scope: HoldScope.INVOICE, recordedAt: asOf, releasedAt: null, ...pause };
  const others = holds.map((one) => (replaced.includes(one) ? { ...one, releasedAt: asOf } : one));
  return {
    ...ended,
    facts: { ...ended.facts, holds: [...others, held] },
    holds: [...ended.holds, hold],
    releasedHolds: [...ended.releasedHolds, ...replaced.map(({ id }) => id)],
  };
}
