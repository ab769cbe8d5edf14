import type { Instant } from '../kernel/day.ts';

/** Whether a gateway is handed anything. */
export const CircuitState = {
  /** It answers: everything goes there. */
  CLOSED: 'closed',
  /** It failed again and again: nothing goes there until it is tried again. */
  OPEN: 'open',
  /** One hand-over tries whether it is back. */
  HALF_OPEN: 'half open',
} as const;
export type CircuitState = (typeof CircuitState)[keyof typeof CircuitState];

/** How a gateway has done of late. */
export interface Circuit {
  readonly state: CircuitState;
  /** Hand-overs that failed one after the other. */
  readonly failures: number;
  /** Since when it is in this state, probes left out. */
  readonly since: Instant;
  /** When it is tried again, or a probe that says nothing is given up. */
  readonly probeAt: Instant;
  readonly lastError: string | null;
}

/** So many failures one after the other are no chance. */
const OPENS_AFTER = 5;
const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

export function closedCircuit(since: Instant): Circuit {
  return { state: CircuitState.CLOSED, failures: 0, since, probeAt: since, lastError: null };
}

/** Whether a hand-over may begin, and how the circuit stands while it does; of those that wait one is the probe. */
export function admitted(circuit: Circuit, now: Instant, limitMs: number): Circuit | null {
  switch (circuit.state) {
    case CircuitState.CLOSED:
      return circuit;
    case CircuitState.OPEN:
    case CircuitState.HALF_OPEN:
      return now < circuit.probeAt
        ? null
        : { ...circuit, state: CircuitState.HALF_OPEN, probeAt: now + limitMs };
    default:
      return circuit.state satisfies never;
  }
}

/** It answered, whatever it said. */
export function answered(circuit: Circuit, now: Instant): Circuit {
  const isNew = circuit.state !== CircuitState.CLOSED;
  return isNew || circuit.failures > 0 ? { ...closedCircuit(isNew ? now : circuit.since) } : circuit;
}

/** It did not answer, or said that it cannot at all. */
export function failed(circuit: Circuit, now: Instant, lastError: string): Circuit {
  const failures = circuit.failures + 1;
  const wasClosed = circuit.state === CircuitState.CLOSED;
  if (wasClosed && failures < OPENS_AFTER) return { ...circuit, failures, lastError };
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - OPENS_AFTER, 10));
  return {
    ...{ state: CircuitState.OPEN, failures, lastError },
    since: wasClosed ? now : circuit.since,
    probeAt: now + Math.max(FIRST_PAUSE_MS, pause),
  };
}
