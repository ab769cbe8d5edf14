import { setTimeout as sleep } from 'node:timers/promises';
import {
  admitted,
  answered,
  type Circuit,
  CircuitState,
  closedCircuit,
  failed,
} from '../../domain/effects/circuit.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Attempt } from './try-once.ts';

/** What is handed over beside each other to one gateway; the other places of a worker stay free for others. */
const AT_ONCE = 6;
/** So long a hand-over waits for a place: a gateway that answers has one by then. */
const PATIENCE_MS = 1_000;
const LOOK_MS = 25;
/** Tried again soon: the gateway is slow, not away. */
const BUSY_MS = 15_000;
/** Those that waited for a gateway come back one after the other. */
const SPREAD_MS = 20_000;

/** What is known of one gateway in this process. */
interface Known {
  circuit: Circuit;
  inFlight: number;
}

export interface Passed {
  readonly attempt: Attempt;
  /** How the circuit stands, when that is to be written down; null when nothing changed. */
  readonly changed: Circuit | null;
}

/**
 * Keeps a gateway that hangs or is away from taking the places of others: only so many hand-overs are under way to it
 * at once, each has its time, and after some failures none begins until one of them finds that it is back.
 */
export class Circuits {
  private readonly known = new Map<string, Known>();

  /** How each stands now, by its name. */
  all(): ReadonlyMap<string, Circuit> {
    return new Map([...this.known].map(([name, { circuit }]) => [name, circuit]));
  }

  async through(
    name: string,
    { asOf, limitMs }: { readonly asOf: Instant; readonly limitMs: number },
    handOver: () => Promise<Attempt>,
  ): Promise<Passed> {
    const begun = performance.now();
    const now = () => asOf + Math.round(performance.now() - begun);
    const one = this.of(name, asOf);
    const isFirst = one.circuit.since === asOf && one.circuit.failures === 0;
    const refused = admit(one, now(), limitMs);
    if (refused !== null) return { attempt: refused, changed: null };
    if (!(await takePlace(one))) {
      return { attempt: untried('Its gateway is busy.', BUSY_MS), changed: null };
    }
    const before = one.circuit;
    try {
      const attempt = await handOver();
      one.circuit = after(one.circuit, attempt, now());
      const isOther = one.circuit.state !== before.state || one.circuit.probeAt !== before.probeAt;
      return { attempt, changed: isOther || isFirst ? one.circuit : null };
    } finally {
      one.inFlight -= 1;
    }
  }

  private of(name: string, asOf: Instant): Known {
    const known = this.known.get(name) ?? { circuit: closedCircuit(asOf), inFlight: 0 };
    this.known.set(name, known);
    return known;
  }
}

/** Null when it may begin; else it waits until the gateway is tried again, and a little longer than that. */
function admit(one: Known, now: Instant, limitMs: number): Attempt | null {
  const { circuit } = one;
  const next = admitted(circuit, now, limitMs);
  if (next !== null) {
    one.circuit = next;
    return null;
  }
  const since = new Date(circuit.since).toISOString();
  const says = `Its gateway has been away since ${since} (${circuit.lastError ?? 'no answer'}).`;
  return untried(says, circuit.probeAt - now + Math.round(Math.random() * SPREAD_MS));
}

function untried(error: string, retryAfterMs: number): Attempt {
  return { kind: 'delayed', error, retryAfterMs, mayHaveArrived: false, isUntried: true };
}

/** Takes a place, or waits for one; false when none is free in time. */
async function takePlace(one: Known): Promise<boolean> {
  for (let waited = 0; one.inFlight >= AT_ONCE; waited += LOOK_MS) {
    if (waited >= PATIENCE_MS || one.circuit.state === CircuitState.OPEN) return false;
    await sleep(LOOK_MS);
  }
  // In the same breath as it was found free: many look at once.
  one.inFlight += 1;
  return true;
}

function after(circuit: Circuit, attempt: Attempt, now: Instant): Circuit {
  switch (attempt.kind) {
    case 'delivered':
    case 'failed':
      return answered(circuit, now);
    case 'delayed':
      return attempt.isAboutOne === true ? answered(circuit, now) : failed(circuit, now, attempt.error);
    case 'uncertain':
      return failed(circuit, now, attempt.error);
    default:
      return attempt satisfies never;
  }
}
