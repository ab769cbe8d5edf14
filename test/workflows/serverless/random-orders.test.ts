import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { FakeEngine } from './fake-engine.ts';
import { createStage, type VirtualWorkflow } from './virtual-workflow.ts';

type Stage = Awaited<ReturnType<typeof createStage>>;
/** About 50 ms each; raise it after a change of the loop (2,000 passed when this was written). */
const ORDERS = 300;
const START = Date.parse('2026-03-02T09:00:00Z');
let stage: Stage;

beforeAll(async () => {
  const server = inject('server');
  if ('problem' in server) throw new Error(server.problem);
  stage = await createStage(readFileSync(server.bundlePath, 'utf8'));
});

afterAll(() => stage.close());

/** Mulberry32: small, and the same numbers for the same seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

interface Told {
  readonly updates: string[];
  readonly signals: string[];
  readonly malformed: string[];
  readonly mayBeUnapplied: Set<string>;
}

const KINDS = ['pause', 'resume', 'approve', 'reconsider', 'ledgerChanged', 'pause', 'resume', 'close'];

/** One message, rightly or wrongly written, as a signal or an update. */
function message(run: VirtualWorkflow, told: Told, random: (below: number) => number, kind?: string) {
  const name = kind ?? KINDS[random(KINDS.length)]!;
  const id = `m-${told.updates.length + told.signals.length + told.malformed.length}`;
  const content = { by: 'anna', commandId: id, ...(name === 'close' ? { reason: 'enough' } : {}) };
  const way = kind === undefined ? random(10) : 5;
  if (way === 0) {
    told.malformed.push(id);
    return run.update(id, name, [null, 'x', {}, { by: 'anna', oops: 1 }][random(4)]);
  }
  if (way < 5) {
    told.signals.push(id);
    return run.signal(name, content);
  }
  told.updates.push(id);
  return run.update(id, name, content);
}

async function playOrder(seed: number): Promise<void> {
  const random = randomFrom(seed);
  const engine = new FakeEngine(START);
  const plan = random(2) === 0 ? { plan: engine.plan() } : {};
  const run = await stage.start({ creditor: 'acme', number: '1001', ...plan }, START, seed);
  const told: Told = { updates: [], signals: [], malformed: [], mayBeUnapplied: new Set() };
  let messages = random(12);
  let hasClosed = false;
  for (let turn = 0; !run.isOver; turn++) {
    if (turn > 400) throw new Error('it does not come to its end');
    // One writer: never two activities at a time.
    expect(run.activities.size).toBeLessThanOrEqual(1);
    const jobs = [];
    const [activity] = run.activities.values();
    for (let batch = random(3); batch > 0 && messages > 0; batch--, messages--)
      jobs.push(message(run, told, random));
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
      jobs.push(message(run, told, random, 'close'));
      hasClosed = true;
    }
    if (jobs.length > 0) await run.activate(jobs);
  }
  expect(engine.hasEnded).toBe(true);
  expect([...run.updates.keys()].sort()).toEqual([...told.updates, ...told.malformed].sort());
  for (const id of told.malformed) expect(run.updates.get(id)).toBe('rejected');
  for (const id of [...told.updates, ...told.signals]) {
    const count = engine.applied.get(id) ?? 0;
    if (!told.mayBeUnapplied.has(id)) expect([id, count]).toEqual([id, 1]);
  }
  await run.dispose();
}

test(`${ORDERS} random orders of messages, alarms and failures leave nobody without an answer`, async () => {
  for (let seed = 1; seed <= ORDERS; seed++) {
    try {
      await playOrder(seed);
    } catch (error) {
      throw new Error(`order ${seed}: ${(error as Error).message}`, { cause: error });
    }
  }
}, 120_000);

test('when the server suggests it, a quiet invoice continues as new with its plan', async () => {
  const engine = new FakeEngine(START);
  const run = await stage.start({ creditor: 'acme', number: '1001', plan: engine.plan() }, START, 7);
  run.continueAsNewSuggested = true;
  const serve = async () => {
    const [activity] = run.activities.values();
    await run.activate([run.resolve(activity!, engine.run(activity!))]);
  };
  await run.activate([
    run.signal('reconsider', { by: 'anna' }),
    run.update('u', 'reconsider', { by: 'anna' }),
  ]);
  await serve();
  // An update still waits for its answer: that comes first.
  expect(run.isOver).toBe(false);
  await serve();
  expect(run.updates.get('u')).toBe('completed');
  await run.activate([run.signal('reconsider', { by: 'anna' })]);
  await serve();
  expect(run.continuedWith).toEqual({ creditor: 'acme', number: '1001', plan: engine.plan() });
  expect(run.timers.size).toBe(0);
  await run.dispose();
});
