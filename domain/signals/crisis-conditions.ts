import { formatDay } from '../day.ts';
import { judged, leftOut, SignalCondition, type SignalSituation } from './check.ts';
import { isInWindow } from './months.ts';
import type { CrisisConditionSettings } from './settings.ts';
import { SignalType } from './signal.ts';
import { isTakenBack, wasReported } from './standing.ts';

type Crisis = SignalSituation<CrisisConditionSettings>;

/** The early signal must not have been taken back, and its arrears never have been paid in between. */
export function earlySignalSent({ facts, arrears, conditions }: Crisis) {
  const condition = SignalCondition.EARLY_SIGNAL_SENT;
  if (!conditions.earlySignalSent) return leftOut(condition);
  const sent = facts.signals.filter((signal) => signal.type === SignalType.EARLY && wasReported(signal));
  const early = sent.filter((signal) => !isTakenBack(signal, facts.signals));
  const last = Math.max(...early.map(({ sentOn }) => sentOn ?? 0));
  if (early.length === 0) {
    const none = sent.length === 0 ? 'No early signal was sent.' : 'The early signal was taken back.';
    return judged(condition, false, '', none);
  }
  const { since } = arrears;
  const says = `An early signal was sent on ${formatDay(last)}`;
  return judged(
    condition,
    since !== null && last >= since,
    `${says}, in the same unbroken arrears.`,
    `${says}, but those arrears ended${since === null ? '' : `: the present ones began on ${formatDay(since)}`}.`,
  );
}

export function disconnectionPlanned({ facts, conditions }: Crisis) {
  const condition = SignalCondition.DISCONNECTION_PLANNED;
  if (!conditions.disconnectionPlanned) return leftOut(condition);
  const goingOn = facts.disconnections.find(({ stoppedBecause }) => stoppedBecause.length === 0);
  const [stopped] = facts.disconnections;
  if (goingOn === undefined) {
    const because = stopped?.stoppedBecause.join(', ');
    return judged(
      condition,
      false,
      '',
      stopped === undefined
        ? 'No disconnection or eviction is planned.'
        : `The ${stopped.kind} planned on ${formatDay(stopped.plannedOn)} is stopped (${because}).`,
    );
  }
  return judged(
    condition,
    true,
    `A ${goingOn.kind} is planned on ${formatDay(goingOn.plannedOn)}.`.replace('A eviction', 'An eviction'),
    '',
  );
}

export function noBlackout({ conditions, today }: Crisis) {
  const { blackout } = conditions;
  if (blackout === null) return leftOut(SignalCondition.NO_BLACKOUT);
  const window = `from ${blackout.from} up to ${blackout.until}`;
  return judged(
    SignalCondition.NO_BLACKOUT,
    !isInWindow(today, blackout),
    `${formatDay(today)} lies outside the blackout ${window}.`,
    `${formatDay(today)} lies in the blackout ${window}.`,
  );
}
