import { describe, expect, it } from 'vitest';
import { admitted, answered, type Circuit, closedCircuit, failed } from '../../../domain/effects/circuit.ts';

const LIMIT = 25_000;
const SECOND = 1000;

function failing(times: number, from: Circuit = closedCircuit(0)): Circuit {
  let circuit = from;
  for (let i = 0; i < times; i++) circuit = failed(circuit, 0, 'away');
  return circuit;
}

describe('a gateway', () => {
  it.each([
    [4, 'closed'],
    [5, 'open'],
    [6, 'open'],
  ])('that failed %i times one after the other is %s', (times, state) => {
    expect(failing(times).state).toBe(state);
  });

  it('that answers in between begins to count anew', () => {
    expect(failing(4, answered(failing(4), 0)).state).toBe('closed');
  });

  it.each([
    [29_999, null],
    [30_000, 'half open'],
    [30_001, 'half open'],
  ])('that is away is handed nothing %i ms later: %s', (later, state) => {
    expect(admitted(failing(5), later, LIMIT)?.state ?? null).toBe(state);
  });

  it('is tried by one hand-over at a time, and by another when that says nothing', () => {
    const probing = admitted(failing(5), 30 * SECOND, LIMIT)!;
    expect(admitted(probing, 30 * SECOND, LIMIT)).toBeNull();
    expect(admitted(probing, 54_999, LIMIT)).toBeNull();
    expect(admitted(probing, 55 * SECOND, LIMIT)?.state).toBe('half open');
  });

  it('is tried less and less often, at last every ten minutes, and all goes there once it is back', () => {
    const pauses: number[] = [];
    let circuit = failing(5);
    let now = 0;
    for (let i = 0; i < 7; i++) {
      pauses.push((circuit.probeAt - now) / SECOND);
      now = circuit.probeAt;
      circuit = failed(admitted(circuit, now, LIMIT)!, now, 'away');
      expect(circuit.since).toBe(0);
    }
    expect(pauses).toEqual([30, 60, 120, 240, 480, 600, 600]);
    const back = answered(admitted(circuit, circuit.probeAt, LIMIT)!, circuit.probeAt);
    expect(back).toMatchObject({ state: 'closed', failures: 0, since: circuit.probeAt });
  });
});
