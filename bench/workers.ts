import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { minuteFor } from '../domain/invoice/sending-slot.ts';
import {
  CREDITOR,
  creditorFile,
  Kind,
  type NightInvoice,
  writeInvoices,
} from '../test/crash/many-workers/invoices.ts';
import type { RawBooks } from '../test/crash/many-workers/raw-books.ts';
import { publishCreditor, stageForNight } from '../test/crash/many-workers/stage-invoices.ts';
import { type Stage, withWorkers } from '../test/crash/many-workers/with-workers.ts';
import { windowFrom } from '../test/crash/one-day.ts';
import { type EngineOfBench, withBooks } from './books-for-bench.ts';
import { benchPlanAndClaim, type PlanAndClaimBench } from './plan-and-claim.ts';
import { childrenOf, processorSeconds } from './processor-time.ts';
import { type SmallMachine, smallMachine } from './small-machine.ts';

/*
 * npm run bench -- workers [invoices]
 *
 * So many invoices wait for the sending window; when it opens, all reminders are due at once. How many transitions come
 * a second, and whose processor time they take. First one worker on SQLite and one on PostgreSQL in turns, each with all
 * processors of this machine. Then one, two, four and eight workers on PostgreSQL, each on a small machine of its own (a
 * part of a processor), until what they share is at its end; and once more with a small machine for Temporal's server.
 * Beside it the transaction that plans and claims a letter, bare and by our own code without Temporal. Linux, as root.
 */

export interface WorkersBench {
  readonly processors: number;
  readonly invoices: number;
  /** One worker each, in turns. */
  readonly alone: readonly WorkersRun[];
  /** Transitions of PostgreSQL with one worker, those of SQLite with one being 1: the middle of the turns. */
  readonly besideSqlite: number;
  readonly onSmallMachines: readonly WorkersRun[];
  /** Transitions of each of these runs, those with one worker being 1. */
  readonly growth: readonly number[];
  readonly withSmallTemporal: readonly WorkersRun[];
  readonly planAndClaim: PlanAndClaimBench;
}

interface Setup {
  readonly engine: EngineOfBench;
  readonly workers: number;
  /** Hundredths of a processor for each worker; absent: as many processors as there are. */
  readonly workerPercent?: number;
  readonly temporalPercent?: number;
}

interface WorkersRun extends Setup {
  readonly transitionsPerSecond: number;
  /** Milliseconds of the processor for one transition: of Temporal's server, of the workers, of the database server. */
  readonly temporalMs: number;
  readonly workersMs: number;
  readonly databaseMs: number;
  /** Share of the machine's processors that these were given while it ran. */
  readonly busy: number;
}

const TURNS = 3;
const IN_TURNS: readonly Setup[] = [
  { engine: 'sqlite', workers: 1 },
  { engine: 'postgres', workers: 1 },
];
const WORKER_PERCENT = 12;
const TEMPORAL_PERCENT = 20;
const onSmall = (workers: number): Setup => ({ engine: 'postgres', workers, workerPercent: WORKER_PERCENT });

const LOOK_MS = 50;
const PATIENCE_MS = 600_000;
/** To take in and start what waits; a run that was not ready by then says so. */
const MS_TO_PREPARE = 15_000;
const MS_FOR_A_WORKER = 6_000;
const MS_FOR_AN_INVOICE = 80;

export async function benchWorkers(invoices: number): Promise<WorkersBench> {
  const alone = await runAll(Array.from({ length: TURNS }, () => IN_TURNS).flat(), invoices);
  const ratios = alone.flatMap((one, i) => {
    const before = alone[i - 1];
    return one.engine === 'postgres' && before !== undefined ? [ratioOf(one, before)] : [];
  });
  const onSmallMachines = await runAll([1, 2, 4, 8].map(onSmall), invoices);
  const [first] = onSmallMachines;
  const withSmallTemporal = await runAll(
    [2, 4, 8].map((workers) => ({ ...onSmall(workers), temporalPercent: TEMPORAL_PERCENT })),
    invoices,
  );
  return {
    processors: availableParallelism(),
    invoices,
    alone,
    besideSqlite: ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? 0,
    onSmallMachines,
    growth: onSmallMachines.map((one) => (first === undefined ? 0 : ratioOf(one, first))),
    withSmallTemporal,
    planAndClaim: await benchPlanAndClaim(invoices),
  };
}

async function runAll(setups: readonly Setup[], invoices: number): Promise<readonly WorkersRun[]> {
  const runs: WorkersRun[] = [];
  for (const setup of setups) {
    const one = await run(setup, invoices);
    console.error(JSON.stringify(one));
    runs.push(one);
  }
  return runs;
}

const ratioOf = (one: WorkersRun, beside: WorkersRun) =>
  round(one.transitionsPerSecond / beside.transitionsPerSecond);

function run(setup: Setup, size: number): Promise<WorkersRun> {
  const { engine, workers } = setup;
  return withBooks(engine, ({ folder, place: books, postgres }) =>
    withWorkers({ folder, books }, async (stage) => {
      const opensAt = nextMinute(Date.now() + timeToPrepare(workers, size));
      await publishCreditor(stage.db, folder, creditorFile(windowFrom(opensAt)));
      await stageForNight(stage.db, writeInvoices(folder, inFirstMinute(size)));
      for (let which = 0; which < workers; which++) stage.pool.start(which);
      await untilReady(stage.raw, size, opensAt);
      const machines = onMachines(stage, setup);
      const used = () => usedBy(stage, postgres?.pid);
      await sleep(opensAt - Date.now());
      const before = used();
      await untilSent(stage, size);
      const seconds = (Date.now() - opensAt) / 1000;
      const after = used();
      await stage.pool.kill();
      await stage.server.stop();
      for (const machine of machines) machine.remove();
      const msOf = (who: keyof Used) => ((after[who] - before[who]) * 1000) / size;
      const [temporalMs, workersMs, databaseMs] = [msOf('temporal'), msOf('workers'), msOf('database')];
      const busy = ((temporalMs + workersMs + databaseMs) * size) / 1000 / seconds / availableParallelism();
      return {
        ...setup,
        transitionsPerSecond: round(size / seconds),
        ...{ temporalMs: round(temporalMs), workersMs: round(workersMs), databaseMs: round(databaseMs) },
        busy: round(busy),
      };
    }),
  );
}

/**
 * Invoices whose letters go out in the first minute of any window of an hour, one for each customer: those of one
 * customer are decided one after the other.
 */
function inFirstMinute(size: number): readonly NightInvoice[] {
  const window = { from: 0, until: 60 };
  const found: NightInvoice[] = [];
  for (let i = 0; found.length < size; i++) {
    const number = `U-${i}`;
    if (minuteFor(CREDITOR, number, window) === 0)
      found.push({ kind: Kind.UNPAID, number, customer: `C-${i}`, cents: 1_000 + i });
  }
  return found;
}

/** Gives each process its small machine where the setup says so: to start and to take in all had the whole one. */
function onMachines(stage: Stage, { workerPercent, temporalPercent }: Setup): readonly SmallMachine[] {
  const small = (name: string, pid: number, percent: number): SmallMachine => {
    const machine = smallMachine(name, percent);
    machine.hold(pid);
    return machine;
  };
  const { pid } = stage.server;
  return [
    ...(workerPercent === undefined
      ? []
      : stage.pool.pids().map((worker) => small(`worker-${worker}`, worker, workerPercent))),
    ...(temporalPercent === undefined || pid === undefined ? [] : [small('temporal', pid, temporalPercent)]),
  ];
}

interface Used {
  readonly temporal: number;
  readonly workers: number;
  readonly database: number;
}

function usedBy({ server, pool }: Stage, postgres: number | undefined): Used {
  return {
    temporal: processorSeconds(server.pid === undefined ? [] : [server.pid]),
    workers: processorSeconds(pool.pids()),
    database: processorSeconds(postgres === undefined ? [] : [postgres, ...childrenOf(postgres)]),
  };
}

/** All taken in, each carried by a workflow that waits for its moment. */
async function untilReady(raw: RawBooks, size: number, opensAt: number): Promise<void> {
  const carried = 'select count(*) as n from invoices where has_workflow = 1';
  const queued = 'select count(*) as n from wake_outbox';
  while ((await countOf(raw, carried)) < size || (await countOf(raw, queued)) > 0) {
    if (Date.now() > opensAt - LOOK_MS) throw new Error('The window opened before all was taken in.');
    await sleep(LOOK_MS * 4);
  }
}

async function untilSent({ raw, pool }: Stage, size: number): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while ((await countOf(raw, `select count(*) as n from invoices where stage = 'REMINDED'`)) < size) {
    const dead = pool.dead();
    if (dead.length > 0 || Date.now() > end) throw new Error(`Not all was sent. ${dead.join('\n')}`);
    await sleep(LOOK_MS);
  }
}

async function countOf(raw: RawBooks, text: string): Promise<number> {
  return (await raw.all<{ readonly n: number }>(text))[0]?.n ?? 0;
}

const timeToPrepare = (workers: number, size: number) =>
  MS_TO_PREPARE + workers * MS_FOR_A_WORKER + size * MS_FOR_AN_INVOICE;

const nextMinute = (at: number) => Math.ceil(at / 60_000) * 60_000;

const round = (value: number) => Math.round(value * 100) / 100;
