import type { PastSignal } from './facts.ts';
import { SignalAction, SignalState } from './signal.ts';

/** True when the municipality was told of the customer, also when that was taken back since; refused is not told. */
export function wasReported({ state, action, sentOn }: PastSignal): boolean {
  return sentOn !== null && state !== SignalState.REJECTED && action !== SignalAction.REMOVE;
}

/** A Remove counts from the moment it was sent: its acknowledgement may come days later, or never. */
function hasSentRemove(key: string, all: readonly PastSignal[]): boolean {
  return all.some(
    ({ action, state, sentOn, replaces }) =>
      action === SignalAction.REMOVE && replaces === key && sentOn !== null && state !== SignalState.REJECTED,
  );
}

function isTakenBackItself(signal: PastSignal, all: readonly PastSignal[]): boolean {
  return signal.state === SignalState.REMOVED || hasSentRemove(signal.key, all);
}

/**
 * True when the report is no longer there: a Remove was sent for it, the municipality took it off, or it had
 * become another that was taken back.
 */
export function isTakenBack(signal: PastSignal, all: readonly PastSignal[]): boolean {
  if (isTakenBackItself(signal, all)) return true;
  return all.some(
    (later) =>
      later.action === SignalAction.UPDATE &&
      later.replaces === signal.key &&
      wasReported(later) &&
      isTakenBackItself(later, all),
  );
}

/** Reports that the municipality has, each one that would have to be taken back; an updated one is its update. */
export function standingReports<Signal extends PastSignal>(all: readonly Signal[]): readonly Signal[] {
  const becameAnother = (key: string) =>
    all.some(
      ({ action, state, replaces }) =>
        action === SignalAction.UPDATE && replaces === key && state !== SignalState.REJECTED,
    );
  return all.filter(
    (signal) => wasReported(signal) && !isTakenBackItself(signal, all) && !becameAnother(signal.key),
  );
}
