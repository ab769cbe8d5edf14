import type { DunwellClient } from '../../client/client.ts';
import { findBatch, problemsOf } from '../../db/intake.ts';
import type { Database } from '../../db/open.ts';
import type { Instant } from '../../domain/day.ts';
import { stageFiles } from '../../intake/stage-files.ts';
import type { FilesToStage } from '../../intake/staged-rows.ts';

export interface TakeFilesRequest extends FilesToStage {
  readonly db: Database;
  readonly client: DunwellClient;
  readonly creditor: string;
  readonly asOf: Instant;
  readonly identity: readonly string[];
  /** Stop waiting; the worker goes on with the batch at its next start. */
  readonly isCancelled: () => boolean;
}

const POLL_MS = 200;

/** Stages files and waits until the running worker has taken them in; returns what was refused, in words. */
export async function takeFiles(
  request: TakeFilesRequest,
  onProgress: (phase: string, done: number, total: number) => void,
): Promise<readonly string[]> {
  const { db, client, creditor } = request;
  const staged = await stageFiles({ ...request, by: 'start' }, (rows) => onProgress('reading', rows, 0));
  await client.startIntake({ creditor, batchId: staged.batchId });
  for (;;) {
    const batch = await db.read((tx) => findBatch(tx, staged.batchId));
    onProgress('taking in', batch?.doneUpTo ?? 0, staged.rows);
    if (batch?.finishedAt !== null && batch !== undefined) break;
    if (request.isCancelled()) return staged.problems.map((problem) => problem.text);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  await client.intakeResult({ creditor, batchId: staged.batchId });
  const refused = await db.read((tx) => problemsOf(tx, staged.batchId));
  return [
    ...staged.problems.map((problem) => problem.text),
    ...refused.map((row) => `line ${row.line}: ${row.problem}`),
  ];
}
