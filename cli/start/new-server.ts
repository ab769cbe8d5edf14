import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Database } from '../../db/database.ts';
import { isLocked } from '../../db/drivers/sqlite/folder-lock.ts';
import { lockFile } from '../../temporal/data-folder-record.ts';
import { NotTheirServer, refuseOtherServer } from '../../worker/adopt-server.ts';
import { SERVER_DATABASE } from '../kit/data-folder.ts';
import { WorkFailed } from '../kit/failures.ts';
import { isServerConfigured } from './server-for-worker.ts';

export interface NewServerOption {
  readonly newServer?: boolean;
}

export function withNewServer(command: Command): Command {
  return command.option(
    '--new-server',
    'leave the Temporal server of these books for good: all that is under way is taken up again from the database on this one',
  );
}

/**
 * Refuses to begin an embedded server beside books that another one carries, before a folder or a file is made for
 * it. A server that is there already is asked who it is when it runs.
 */
export async function refuseNewServer(
  db: Database,
  folder: string,
  { newServer = false }: NewServerOption,
): Promise<void> {
  if (isServerConfigured() || existsSync(join(folder, SERVER_DATABASE)) || isLocked(lockFile(folder))) return;
  const here = { says: `a new one, embedded in ${resolve(folder)} on ${hostname()}`, isOfFolder: true };
  await inWords(refuseOtherServer(db, here, { isNew: newServer }));
}

/** That the books belong to another server is nothing that went wrong: no stack is needed. */
export async function inWords<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof NotTheirServer ? new WorkFailed(error.message, error) : error;
  }
}
