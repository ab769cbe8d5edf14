import { dirname } from 'node:path';
import type { Client } from '@temporalio/client';
import { type Database, Engine } from '../db/database.ts';
import { isDiskFull } from '../db/drivers/sqlite/disk-space.ts';

const ASK_MS = 5_000;

/** What would keep everything from getting done: the server is away, the disk is full. */
export async function obstacles(
  client: Client,
  books: Pick<Database, 'engine' | 'place'>,
): Promise<readonly string[]> {
  return [...(await serverAway(client)), ...diskFull(books)];
}

async function serverAway({ connection, workflowService }: Client): Promise<readonly string[]> {
  try {
    await connection.withDeadline(Date.now() + ASK_MS, () => workflowService.getSystemInfo({}));
    return [];
  } catch (error) {
    return [`The Temporal server does not answer: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** Only a file lies on a disk of this machine; the disk of a server is told by what it refuses. */
function diskFull({ engine, place }: Pick<Database, 'engine' | 'place'>): readonly string[] {
  if (engine !== Engine.SQLITE) return [];
  const folder = dirname(place);
  return isDiskFull(folder) ? [`The disk of ${folder} is full: make room.`] : [];
}
