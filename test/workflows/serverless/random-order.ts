import { expect } from 'vitest';
import type { createStage, ScheduledActivity, Started, VirtualWorkflow } from './virtual-workflow.ts';

export type Stage = Awaited<ReturnType<typeof createStage>>;
export type Random = (below: number) => number;

/** Stands in for all activities of one workflow. */
export interface Engine {
  readonly hasEnded: boolean;
  /** How often each command was applied. */
  readonly applied: ReadonlyMap<string, number>;
  plan(): object;
  run(activity: ScheduledActivity): unknown;
}

/** What is played: a workflow, and what can be said to it. */
export interface Play {
  readonly started: Omit<Started, 'input'>;
  readonly input: object;
  readonly startsAt: number;
  readonly engine: Engine;
  /** Names that messages are drawn from; one that stands twice is drawn twice as often. */
  readonly kinds: readonly string[];
  /** A rightly written message, but for its command id. */
  contentOf(kind: string): object;
}

interface Told {
  count: number;
  readonly updates: string[];
  readonly signals: string[];
  readonly malformed: string[];
  /** Names that the workflow does not know, as Temporal signals. */
  readonly unknown: string[];
  readonly mayBeUnapplied: Set<string>;
}

/** Mulberry32: small, and the same numbers for the same seed. */
export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

/** Plays one order to its end: nothing is stranded, every update is answered, every message counts once. */
async function playOrder(stage: Stage, play: Play, seed: number): Promise<void> {
  const { engine } = play;
  const random = randomFrom(seed);
  const plan = random(2) === 0 ? { plan: engine.plan() } : {};
  const run = await stage.start({ ...play.started, input: { ...play.input, ...plan } }, play.startsAt, seed);
  const told: Told = {
    count: 0,
    updates: [],
    signals: [],
    malformed: [],
    unknown: [],
    mayBeUnapplied: new Set(),
  };
  let messages = random(12);
  let hasClosed = false;
  for (let turn = 0; !run.isOver; turn++) {
    if (turn > 400) throw new Error('it does not come to its end');
    // One writer: never two activities at a time.
    expect(run.activities.size).toBeLessThanOrEqual(1);
    const jobs = [];
    const [activity] = run.activities.values();
    for (let batch = random(3); batch > 0 && messages > 0; batch--, messages--)
      jobs.push(message(play, run, told, random));
    if (random(25) === 0) jobs.push(run.cancel());
    if (activity !== undefined && random(3) > 0) {
      if (random(12) === 0 && messages > 0) {
        told.mayBeUnapplied.add(String(activity.input.commandId));
        jobs.push(run.fail(activity, 'disk I/O error'));
      } else {
        jobs.push(run.resolve(activity, engine.run(activity)));
      }
    } else if (activity === undefined && random(2) === 0) {
      const rung = run.ring();
      if (rung !== undefined) jobs.push(rung);
    }
    if (messages <= 0 && !hasClosed && run.timers.size === 0 && activity === undefined && !engine.hasEnded) {
      jobs.push(message(play, run, told, random, 'close'));
      hasClosed = true;
    }
    if (jobs.length > 0) await run.activate(jobs);
  }
  expect(engine.hasEnded).toBe(true);
  expect([...run.updates.keys()].sort()).toEqual([...told.updates, ...told.malformed].sort());
  for (const id of told.malformed) expect(run.updates.get(id)).toBe('rejected');
  for (const id of [...told.updates, ...told.signals, ...told.unknown]) {
    const count = engine.applied.get(id) ?? 0;
    if (!told.mayBeUnapplied.has(id)) expect([id, count]).toEqual([id, 1]);
  }
  // One inbox: what came first is applied first.
  const arrived = Array.from({ length: told.count }, (_, n) => `m-${n}`);
  const wasApplied = (id: string) => engine.applied.has(id) && !told.mayBeUnapplied.has(id);
  const applied = [...engine.applied.keys()].filter((id) => id.startsWith('m-') && wasApplied(id));
  expect(applied).toEqual(arrived.filter(wasApplied));
  await run.dispose();
}

/** One message, rightly or wrongly written, as a Temporal signal or an update. */
function message(play: Play, run: VirtualWorkflow, told: Told, random: Random, kind?: string) {
  const name = kind ?? play.kinds[random(play.kinds.length)]!;
  const { updates, signals, malformed, unknown } = told;
  const id = `m-${told.count}`;
  told.count += 1;
  const content = { ...play.contentOf(name), commandId: id };
  const way = kind === undefined ? random(12) : 11;
  if (way === 0) {
    malformed.push(id);
    return run.update(id, name, [null, 'x', {}, { by: 'anna', oops: 1 }][random(4)]);
  }
  if (way === 1) {
    unknown.push(id);
    return run.signal('freeze', content);
  }
  if (way < 6) {
    signals.push(id);
    return run.signal(name, content);
  }
  updates.push(id);
  return run.update(id, name, content);
}

/** Plays the orders of many seeds, one after the other; a failure names its seed. */
export async function playOrders(stage: Stage, count: number, playOf: () => Play): Promise<void> {
  for (let seed = 1; seed <= count; seed++) {
    try {
      await playOrder(stage, playOf(), seed);
    } catch (error) {
      throw new Error(`order ${seed}: ${(error as Error).message}`, { cause: error });
    }
  }
}
