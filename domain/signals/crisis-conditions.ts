import { type Day, formatDay } from '../kernel/day.ts';
import { counted, judged, leftOut, SignalCondition, type SignalSituation } from './check.ts';
import { isInWindow } from './months.ts';
import type { CrisisConditionSettings } from './settings.ts';
import { SignalType } from './signal.ts';
import { isTakenBack, wasReported } from './standing.ts';

type Crisis = SignalSituation<CrisisConditionSettings>;

/** The early signal must not have been taken back, its arrears never have been paid in between, and its days be over. */
export function earlySignalSent({ facts, arrears, conditions, today }: Crisis) {
  const condition = SignalCondition.EARLY_SIGNAL_SENT;
  if (!conditions.earlySignalSent) return leftOut(condition);
  const sent = facts.signals.filter((signal) => signal.type === SignalType.EARLY && wasReported(signal));
  const early = sent
    .filter((signal) => !isTakenBack(signal, facts.signals))
    .map(({ sentOn }) => sentOn as Day)
    .sort((a, b) => a - b);
  const last = early.at(-1);
  if (last === undefined) {
    const none = sent.length === 0 ? 'No early signal was sent.' : 'The early signal was taken back.';
    return judged(condition, false, '', none);
  }
  const { since } = arrears;
  const inTheseArrears = early.filter((on) => since !== null && on >= since);
  const says = `An early signal was sent on ${formatDay(last)}`;
  const [first] = inTheseArrears;
  if (first === undefined) {
    const began = since === null ? '' : `: the present ones began on ${formatDay(since)}`;
    return judged(condition, false, '', `${says}, but those arrears ended${began}.`);
  }
  const { minDaysAfterEarly: least = 0 } = conditions;
  return judged(
    condition,
    today - first >= least,
    `${says}, in the same unbroken arrears.`,
    `An early signal was sent on ${formatDay(first)}, in the same unbroken arrears; ${counted(least, 'day')} must pass after it.`,
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
