import type { Client } from '@temporalio/client';
import { isDiskFull } from '../db/drivers/sqlite/disk-space.ts';

const ASK_MS = 5_000;

/** What would keep everything from getting done: the server is away, the disk is full. */
export async function obstacles(client: Client, folder: string): Promise<readonly string[]> {
  return [...(await serverAway(client)), ...diskFull(folder)];
}

async function serverAway({ connection, workflowService }: Client): Promise<readonly string[]> {
  try {
    await connection.withDeadline(Date.now() + ASK_MS, () => workflowService.getSystemInfo({}));
    return [];
  } catch (error) {
    return [`The Temporal server does not answer: ${error instanceof Error ? error.message : String(error)}`];
  }
}

function diskFull(folder: string): readonly string[] {
  return isDiskFull(folder) ? [`The disk of ${folder} is full: make room.`] : [];
}
