import type { Client } from '@temporalio/client';
import { TASK_QUEUE, WorkflowType } from '../contracts/task-queues.ts';
import { type Database, Engine } from '../db/database.ts';
import { countCarried } from '../db/sweep/carried.ts';
import { forgetWorkflows } from '../db/sweep/lost-server.ts';
import type { Tx } from '../db/tx.ts';
import { notedServer, noteServer, type ServerOfBooks } from '../db/workers/server.ts';

/** The Temporal server a worker is about to work for. */
export interface ServerHere extends Omit<ServerOfBooks, 'id'> {
  /** Undefined while it is still to be begun: then it is none that anything was carried by. */
  readonly id?: string | undefined;
}

export interface Adopting {
  /** Somebody said that the server of before is left for good. */
  readonly isNew: boolean;
}

/** The books are carried by another Temporal server, and nobody said that it is to be left. */
export class NotTheirServer extends Error {}

/** Refuses to go on with these books on a server that is not theirs; to be asked before anything is made on it. */
export async function refuseOtherServer(
  db: Database,
  here: ServerHere,
  { isNew, client }: Adopting & { readonly client?: Client },
): Promise<void> {
  if (isNew) return;
  const knowsSome = client !== undefined && (await knowsCarried(client));
  await db.read((tx) => refuseIn(tx, db.engine, here, knowsSome));
}

/**
 * Notes the server by which the books are carried from now on, and makes up for one that is new to them: when it
 * knows no workflow of an invoice or a case at all, or another one knew them, none of the database's is carried by
 * one, whatever their rows say. The sweep then starts them.
 *
 * Returns how many had to be taken up again.
 */
export async function adoptServer(
  client: Client,
  db: Database,
  server: ServerOfBooks,
  { isNew }: Adopting,
): Promise<number> {
  const knowsSome = await knowsCarried(client);
  const before = await db.read(notedServer);
  if (knowsSome && before?.id === server.id && before.says === server.says) return 0;
  // In one transaction: a server that is noted and has not taken up what the one before carried would never do so.
  const forgotten = await db.transaction(async (tx) => {
    const noted = await notedServer(tx);
    if (!isNew) await refuseIn(tx, db.engine, server, knowsSome);
    await noteServer(tx, server);
    const isAnother = noted !== undefined && noted.id !== server.id;
    return knowsSome && !isAnother ? 0 : await forgetWorkflows(tx);
  });
  if (forgotten === 0) return 0;
  await client.workflow.start(WorkflowType.RECONCILE, {
    taskQueue: TASK_QUEUE,
    workflowId: 'reconcile/new-server',
    workflowIdConflictPolicy: 'USE_EXISTING',
    args: [],
  });
  return forgotten;
}

async function knowsCarried(client: Client): Promise<boolean> {
  const { count } = await client.workflow.count(
    `WorkflowType IN ("${WorkflowType.INVOICE}", "${WorkflowType.CASE}")`,
  );
  return count > 0;
}

async function refuseIn(tx: Tx, engine: Engine, here: ServerHere, knowsSome: boolean): Promise<void> {
  const noted = await notedServer(tx);
  // Of before servers were noted: one that knows invoices is theirs.
  if (noted === undefined ? knowsSome : noted.id === here.id) return;
  // The file of that server lay beside this one of the books: where it is another now, the first is gone.
  if (engine === Engine.SQLITE && here.isOfFolder && (noted?.isOfFolder ?? true)) return;
  const carried = (await countCarried(tx, 'invoices')) + (await countCarried(tx, 'cases'));
  if (carried > 0) throw new NotTheirServer(refusal(carried, noted, here));
}

function refusal(carried: number, noted: ServerOfBooks | undefined, here: ServerHere): string {
  const last =
    noted === undefined
      ? 'by a Temporal server that an earlier version did not note'
      : `last by ${noted.says}`;
  const theirs = noted === undefined ? 'the server that they were carried by' : 'that server';
  return (
    `${carried} invoices and cases of these books are under way, carried ${last}. Here it would be ${here.says}, ` +
    'and each of them would be carried a second time. ' +
    `Set TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE to ${theirs}, or name with --data the data folder it lies in. ` +
    'Where it is gone for good, start once with --new-server: all of them are then taken up again from the database on this one.'
  );
}
