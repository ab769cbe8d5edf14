import { join } from 'node:path';
import { createCalendar } from '../../calendar/calendar.ts';
import { createDunwellClient } from '../../client/client.ts';
import { formatProblem } from '../../config/problem.ts';
import { listCreditors } from '../../db/creditors.ts';
import { dueWork } from '../../db/due-work.ts';
import { invoicesAfter } from '../../db/invoices.ts';
import type { Database } from '../../db/open.ts';
import { loadMapping, type Mapping } from '../../files/mapping.ts';
import type { FilesToStage } from '../../intake/staged-rows.ts';
import { now } from '../clock.ts';
import { WorkFailed } from '../failures.ts';
import type { Output } from '../output.ts';
import { createProgressBar } from '../progress-bar.ts';
import type { StopSignal } from '../stop-signal.ts';
import { writeExampleLedger } from './example-ledger.ts';
import type { RunningWorker } from './run-worker.ts';
import { takeFiles } from './take-files.ts';

export interface LoadedMapping {
  readonly mapping: Mapping;
  readonly source: string;
}

interface Files {
  readonly ledger?: string;
  readonly payments?: string;
  readonly customers?: string;
  readonly holds?: string;
  readonly plans?: string;
  readonly reports?: string;
  readonly cases?: string;
  readonly mapping: LoadedMapping | undefined;
}

export interface LedgerRequest {
  readonly db: Database;
  readonly worker: RunningWorker;
  readonly creditor: string;
  readonly dataFolder: string;
  readonly files: Files;
  readonly output: Output;
  readonly stop: StopSignal;
}

/** Takes in the files that were named, or the example when the demo creditor has no invoice at all. */
export async function takeLedger(request: LedgerRequest): Promise<void> {
  const { db, creditor, dataFolder, files, output } = request;
  const { ledger: invoices, payments, customers, holds, plans, reports, cases } = files;
  const given = { invoices, payments, customers, holds, plans, reports, cases };
  if (Object.values(given).some((file) => file !== undefined)) return take(request, given);
  const { any, tenants } = await db.read(async (tx) => ({
    any: (await invoicesAfter(tx, 0, 1)).length > 0,
    tenants: await listCreditors(tx),
  }));
  const demo = tenants.find((tenant) => tenant.creditor === creditor && creditor === 'demo');
  if (any || demo === undefined) return;
  output.note('The database is empty: taking in a small example ledger.');
  const folder = join(dataFolder, 'example');
  const example = await writeExampleLedger(folder, createCalendar(demo), now(), demo.currency);
  await take(request, example);
  // The example's chargebacks come after its payments.
  await untilAbsorbed(db);
  await take(request, { payments: example.later });
  await untilAbsorbed(db);
}

async function take(
  { db, worker, creditor, files, output, stop }: LedgerRequest,
  paths: Omit<FilesToStage, 'mapping' | 'collector'>,
): Promise<void> {
  if (stop.isRequested()) return;
  const client = createDunwellClient(worker.connections.client);
  const progress = createProgressBar();
  const { mapping } = files;
  const refused = await takeFiles(
    {
      db,
      client,
      creditor,
      asOf: now(),
      ...paths,
      mapping: mapping?.mapping,
      identity: mapping === undefined ? [] : [mapping.source],
      isCancelled: stop.isRequested,
    },
    progress.show,
  );
  progress.stop();
  for (const text of refused) output.warn(text);
}

/** Waits until no wake is pending and nothing is due, or for twenty seconds. */
async function untilAbsorbed(db: Database): Promise<void> {
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
