import { setTimeout as sleep } from 'node:timers/promises';
import type { IntakeInput } from '../../contracts/background.ts';
import type { Database } from '../../db/database.ts';
import { findBatch } from '../../db/intake/intake.ts';
import { Progress } from '../kit/progress.ts';
import { hasWorker, type Server, type ServerAddress, withServerAt } from '../kit/server-connection.ts';

const POLL_MS = 200;
/** So long without a step forward, it is asked whether a worker is there at all. */
const SILENCE_MS = 15_000;

/** Starts the intake of a staged batch and waits until it is taken, or until no worker is there to take it. */
export async function untilTaken(
  db: Database,
  found: ServerAddress,
  input: IntakeInput,
  rows: number,
): Promise<void> {
  await withServerAt(found, async (server) => {
    const hadWorker = await hasWorker(server);
    await server.client.startIntake(input);
    if (!hadWorker) return;
    const progress = new Progress('taking in', rows);
    try {
      await follow(db, server, input.batchId, progress);
    } finally {
      progress.end();
    }
  });
}

async function follow(db: Database, server: Server, batchId: string, progress: Progress): Promise<void> {
  let reached = -1;
  let movedAt = Date.now();
  for (;;) {
    const batch = await db.read((tx) => findBatch(tx, batchId));
    if (batch === undefined || batch.finishedAt !== null || batch.setAsideAt !== null) return;
    if (batch.doneUpTo !== reached) movedAt = Date.now();
    reached = batch.doneUpTo;
    progress.to(reached);
    if (Date.now() - movedAt > SILENCE_MS) {
      if (!(await hasWorker(server))) return;
      movedAt = Date.now();
    }
    await sleep(POLL_MS);
  }
}
