import { knownAmong, type Named } from '../../db/sweep/carried.ts';
import { listTasks } from '../../db/tasks/lists.ts';
import { endTask, openTask } from '../../db/tasks/tasks.ts';
import type { Tx } from '../../db/tx.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { ENGINE } from '../../domain/kernel/machine.ts';
import { TaskEnd, TaskKind, TaskSubject } from '../../domain/tasks/task.ts';
import { CARRIERS, type Carriers } from '../../gather/sweep/carriers.ts';
import type { Deps } from '../deps.ts';
import { RefusedByServer } from './refused-by-server.ts';

/** More than these fail for one cause; it is named, and the others follow once it is mended. */
const MOST = 200;
/** Tells it from what a workflow says of itself. */
const KEY = 'workflow task';
const NOTE =
  'Its workflow fails at every attempt: see its page for the error, and the release that wrote it.';
const SUBJECTS = { invoices: TaskSubject.INVOICE, cases: TaskSubject.CASE } as const;

/**
 * Workflows whose task fails again and again serve nobody and raise no task of their own: the server knows them.
 * Each becomes a task here, which ends by itself when it goes on.
 */
export async function tellFailing(deps: Deps, asOf: Instant, odd: string[]): Promise<void> {
  const failing = await failingOf(deps, odd);
  if (failing === null) return;
  if (failing.length > 0) odd.push(`Workflows that fail at every attempt: ${failing.join(', ')}.`);
  await deps.db.transaction(async (tx) => {
    for (const of of CARRIERS) await raise(tx, of, failing, asOf);
    if (failing.length < MOST) await endOthers(tx, new Set(failing), asOf);
  });
}

/** Null where the server cannot say it. */
async function failingOf({ workflows }: Deps, odd: string[]): Promise<readonly string[] | null> {
  try {
    return await workflows.failingTasks(MOST);
  } catch (error) {
    if (!(error instanceof RefusedByServer)) throw error;
    odd.push(`The server cannot say which workflows fail at every attempt: ${error.message}`);
    return null;
  }
}

async function raise(tx: Tx, of: Carriers, failing: readonly string[], asOf: Instant): Promise<void> {
  const named = failing.map(of.namedBy).filter((one) => one !== undefined);
  for (const one of await knownAmong(tx, of.kind, named)) {
    await openTask(tx, { ...stuckOf(of, one), note: NOTE, since: asOf });
  }
}

async function endOthers(tx: Tx, failing: ReadonlySet<string>, asOf: Instant): Promise<void> {
  for (const of of CARRIERS) {
    const open = await listTasks(tx, { kind: TaskKind.STUCK, subject: SUBJECTS[of.kind], limit: MOST });
    for (const { creditor, about, key } of open) {
      const one = { creditor, name: about };
      if (key !== KEY || failing.has(of.workflowIdOf(one))) continue;
      await endTask(tx, stuckOf(of, one), { at: asOf, ended: TaskEnd.ITSELF, by: ENGINE });
    }
  }
}

function stuckOf({ kind }: Carriers, { creditor, name }: Named) {
  return { creditor, subject: SUBJECTS[kind], about: name, kind: TaskKind.STUCK, key: KEY };
}
