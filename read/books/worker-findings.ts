import type { Database } from '../../db/database.ts';
import { listWorkers, SILENT_MS, type WorkerRow } from '../../db/workers/workers.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { CLOCKS_MAY_DIFFER_MS, differenceInWords } from '../kit/clock-difference.ts';
import { count } from '../kit/format.ts';
import { bad, type Finding, good } from './finding.ts';
import { named } from './named.ts';

const MOST = 1000;

/** What workers say of themselves, and whether those of several machines say the same. */
export async function workerFindings(db: Database, asOf: Instant): Promise<readonly Finding[]> {
  const workers = (await db.read(listWorkers)).filter(({ seenAt }) => seenAt > asOf - SILENT_MS);
  return [releases(workers), settings(workers), clocks(workers)];
}

function releases(workers: readonly WorkerRow[]): Finding {
  const what = 'workers';
  if (workers.length === 0) return good(what, 'None says that it is there.');
  const hosts = new Set(workers.map(({ host }) => host));
  const versions = byValue(workers, ({ version }) => version);
  if (versions.size > 1) {
    return bad(
      what,
      `Workers of different releases: ${said(versions)}.`,
      'go on with the upgrade until all are of one release',
    );
  }
  return good(
    what,
    `${count(workers.length, 'worker')} of release ${[...versions.keys()].join()} on ${named([...hosts], MOST)}.`,
  );
}

/** Policies and configurations lie in the books; these few things each machine has by itself. */
function settings(workers: readonly WorkerRow[]): Finding {
  const what = 'settings of the machines';
  const names = [...new Set(workers.flatMap((worker) => Object.keys(worker.settings)))].sort();
  const differing = names.flatMap((name) => {
    const known = workers.filter((worker) => name in worker.settings);
    const values = byValue(known, (worker) => worker.settings[name] as string);
    return values.size > 1 ? [`${name}: ${said(values)}`] : [];
  });
  if (differing.length === 0) return good(what, 'No two workers differ in what each has by itself.');
  return bad(
    what,
    `Workers differ in ${named(differing, MOST)}.`,
    'give all machines the same, and start those anew that had another; secrets are told by a mark, not by themselves',
  );
}

function clocks(workers: readonly WorkerRow[]): Finding {
  const what = 'clocks of the machines';
  const wrong = workers.filter(
    ({ clockAheadMs }) => clockAheadMs !== null && Math.abs(clockAheadMs) > CLOCKS_MAY_DIFFER_MS,
  );
  if (wrong.length === 0) return good(what, "No worker's clock differs from that of the database.");
  const each = wrong.map(
    ({ host, clockAheadMs }) => `${host} ${differenceInWords(clockAheadMs as number)} it`,
  );
  return bad(
    what,
    `Clocks differ from that of the database: ${named(each, MOST)}.`,
    'set them by NTP: letters go out by the clock of the worker',
  );
}

/** The machines that have each value. */
function byValue(
  workers: readonly WorkerRow[],
  read: (worker: WorkerRow) => string,
): ReadonlyMap<string, ReadonlySet<string>> {
  const values = new Map<string, Set<string>>();
  for (const worker of workers) {
    const value = read(worker);
    values.set(value, (values.get(value) ?? new Set()).add(worker.host));
  }
  return values;
}

function said(values: ReadonlyMap<string, ReadonlySet<string>>): string {
  return [...values].map(([value, hosts]) => `${value} on ${[...hosts].join(', ')}`).join('; ');
}
