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

/*
 * npm run bench -- workers [invoices]
 *
 * So many invoices wait for the sending window; when it opens, all reminders are due at once. How many transitions come
 * a second with one worker on SQLite, and with one, two and four on PostgreSQL, and whose processor time they take; all
 * on one machine with its Temporal server. Beside it the transaction that plans and claims a letter, bare and by our
 * own code without Temporal. Linux only.
 */

export interface WorkersBench {
  readonly processors: number;
  readonly invoices: number;
  readonly runs: readonly WorkersRun[];
  /** Transitions of each run, those of SQLite with one worker being 1. */
  readonly besideSqlite: readonly number[];
  readonly planAndClaim: PlanAndClaimBench;
}

interface WorkersRun {
  readonly engine: EngineOfBench;
  readonly workers: number;
  readonly transitionsPerSecond: number;
  /** Milliseconds of the processor for one transition: of Temporal's server, of the workers, of the database server. */
  readonly temporalMs: number;
  readonly workersMs: number;
  readonly databaseMs: number;
  /** Share of the machine's processors that these were given while it ran. */
  readonly busy: number;
}

const SETUPS: readonly { readonly engine: EngineOfBench; readonly workers: number }[] = [
  { engine: 'sqlite', workers: 1 },
  { engine: 'postgres', workers: 1 },
  { engine: 'postgres', workers: 2 },
  { engine: 'postgres', workers: 4 },
];

const LOOK_MS = 50;
const PATIENCE_MS = 600_000;
/** To take in and start what waits; a run that was not ready by then says so. */
const MS_TO_PREPARE = 75_000;
const MS_FOR_AN_INVOICE = 150;

export async function benchWorkers(invoices: number): Promise<WorkersBench> {
  const runs: WorkersRun[] = [];
  for (const setup of SETUPS) {
    runs.push(await run(setup, invoices));
    console.error(JSON.stringify(runs.at(-1)));
  }
  const [beside] = runs;
  return {
    processors: availableParallelism(),
    invoices,
    runs,
    besideSqlite: runs.map((one) => round(one.transitionsPerSecond / (beside?.transitionsPerSecond ?? 0))),
    planAndClaim: await benchPlanAndClaim(invoices),
  };
}

function run({ engine, workers }: (typeof SETUPS)[number], size: number): Promise<WorkersRun> {
  return withBooks(engine, ({ folder, place: books, postgres }) =>
    withWorkers({ folder, books }, async (stage) => {
      const opensAt = nextMinute(Date.now() + MS_TO_PREPARE + size * MS_FOR_AN_INVOICE);
      await publishCreditor(stage.db, folder, creditorFile(windowFrom(opensAt)));
      await stageForNight(stage.db, writeInvoices(folder, inFirstMinute(size)));
      for (let which = 0; which < workers; which++) stage.pool.start(which);
      await untilReady(stage.raw, size, opensAt);
      const used = () => usedBy(stage, postgres?.pid);
      await sleep(opensAt - Date.now());
      const before = used();
      await untilSent(stage, size);
      const seconds = (Date.now() - opensAt) / 1000;
      const after = used();
      const msOf = (who: keyof Used) => ((after[who] - before[who]) * 1000) / size;
      const [temporalMs, workersMs, databaseMs] = [msOf('temporal'), msOf('workers'), msOf('database')];
      const busy = ((temporalMs + workersMs + databaseMs) * size) / 1000 / seconds / availableParallelism();
      return {
        ...{ engine, workers },
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

const nextMinute = (at: number) => Math.ceil(at / 60_000) * 60_000;

const round = (value: number) => Math.round(value * 100) / 100;
