import { join } from 'node:path';
import { createCalendar } from '../../calendar/calendar.ts';
import { createDunwellClient } from '../../client/client.ts';
import { formatProblem } from '../../config/problem.ts';
import { listCreditors } from '../../db/creditor/creditors.ts';
import type { Database } from '../../db/database.ts';
import { listInvoices } from '../../db/invoice/invoices.ts';
import { dueWork } from '../../db/sweep/due-work.ts';
import { loadMapping } from '../../files/load-mapping.ts';
import type { Mapping } from '../../files/mapping.ts';
import type { FilesToStage } from '../../intake/staged-rows.ts';
import { now } from '../kit/clock.ts';
import { WorkFailed } from '../kit/failures.ts';
import type { Output } from '../kit/output.ts';
import { createProgressBar } from '../kit/progress-bar.ts';
import type { StopSignal } from '../kit/stop-signal.ts';
import { writeExampleLedger } from './example-ledger.ts';
import type { RunningWorker } from './run-worker.ts';
import { type StagedForStart, stageForStart, untilTakenAtStart } from './take-files.ts';

export interface LoadedMapping {
  readonly mapping: Mapping;
  readonly source: string;
}

/** The files of a start, by what they hold. */
export interface LedgerFiles {
  readonly ledger?: string;
  readonly payments?: string;
  readonly customers?: string;
  readonly holds?: string;
  readonly plans?: string;
  readonly reports?: string;
  readonly cases?: string;
  readonly partial?: boolean;
}

export interface LedgerRequest {
  readonly db: Database;
  readonly creditor: string;
  readonly dataFolder: string;
  readonly files: LedgerFiles & { readonly mapping: LoadedMapping | undefined };
  readonly output: Output;
}

/** The ledger of this start, staged: taken in before the worker takes its first step. */
export interface StagedLedger {
  readonly first: StagedForStart;
  /** Bookings of the example that come after its first ones have been settled. */
  readonly later: string | null;
}

/** Stages the files that were named, or the example when the demo creditor has no invoice at all. */
export async function stageLedger(request: LedgerRequest): Promise<StagedLedger | null> {
  const { db, creditor, dataFolder, files, output } = request;
  const { ledger: invoices, payments, customers, holds, plans, reports, cases } = files;
  const given = { invoices, payments, customers, holds, plans, reports, cases };
  if (Object.values(given).some((file) => file !== undefined)) {
    return { first: await stage(request, given), later: null };
  }
  const { any, tenants } = await db.read(async (tx) => ({
    any: (await listInvoices(tx, { limit: 1 })).length > 0,
    tenants: await listCreditors(tx),
  }));
  const demo = tenants.find((tenant) => tenant.creditor === creditor && creditor === 'demo');
  if (any || demo === undefined) return null;
  output.note('The database is empty: taking in a small example ledger.');
  const folder = join(dataFolder, 'example');
  const { later, ...example } = await writeExampleLedger(folder, createCalendar(demo), now(), demo.currency);
  return { first: await stage(request, example), later };
}

/** Waits until the worker has taken the staged ledger in, and tells what was refused. */
export async function followLedger(
  request: LedgerRequest,
  { first, later }: StagedLedger,
  worker: RunningWorker,
  stop: StopSignal,
): Promise<void> {
  await follow(request, first, worker, stop);
  if (later === null || stop.isRequested()) return;
  await untilCalm(request.db);
  await follow(request, await stage(request, { payments: later }), worker, stop);
  await untilCalm(request.db);
}

async function stage(
  { db, creditor, files }: LedgerRequest,
  paths: Omit<FilesToStage, 'mapping' | 'collector'>,
): Promise<StagedForStart> {
  const progress = createProgressBar();
  const { mapping, partial } = files;
  try {
    return await stageForStart(
      {
        db,
        creditor,
        asOf: now(),
        partial,
        ...paths,
        mapping: mapping?.mapping,
        identity: mapping === undefined ? [] : [mapping.source],
      },
      progress.show,
    );
  } finally {
    progress.stop();
  }
}

async function follow(
  { output }: LedgerRequest,
  staged: StagedForStart,
  worker: RunningWorker,
  stop: StopSignal,
): Promise<void> {
  const client = createDunwellClient(worker.connections.client);
  const progress = createProgressBar();
  const said = await untilTakenAtStart(client, staged, stop.isRequested, progress.show);
  progress.stop();
  for (const text of said) output.warn(text);
}

/** Waits until no wake is pending and nothing is due, or for twenty seconds. */
async function untilCalm(db: Database): Promise<void> {
  for (let calm = 0, tries = 0; calm < 3 && tries < 100; tries++) {
    const due = await db.read((tx) => dueWork(tx, now()));
    calm = due.wakes + due.steps + due.effects === 0 ? calm + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Reads a mapping file, or says everything that is wrong with it. */
export async function mappingFrom(file: string): Promise<LoadedMapping> {
  const loaded = await loadMapping(file);
  if (loaded.ok) return { mapping: loaded.mapping, source: loaded.source };
  throw new WorkFailed(loaded.problems.map((problem) => formatProblem(file, problem)).join('\n'));
}
