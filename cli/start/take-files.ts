import type { DunwellClient } from '../../client/client.ts';
import type { Database } from '../../db/database.ts';
import { findBatch, problemsOf } from '../../db/intake/intake.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { type Staged, stageFiles } from '../../intake/stage-files.ts';
import type { FilesToStage } from '../../intake/staged-rows.ts';
import { type IntakeOutcome, whyIncomplete, whyItFails } from '../intake/verdict.ts';
import { WorkFailed } from '../kit/failures.ts';

export interface FilesToTake extends FilesToStage {
  readonly db: Database;
  readonly creditor: string;
  readonly asOf: Instant;
  readonly identity: readonly string[];
  readonly partial?: boolean | undefined;
}

/** Files staged before the worker starts, so that it knows of all payments before it takes its first step. */
export interface StagedForStart {
  readonly files: FilesToTake;
  readonly staged: Staged;
}

export type ShowProgress = (phase: string, done: number, total: number) => void;

const POLL_MS = 200;

/** Stages files; fails when nothing of the payments can be read, before anything is sent without them. */
export async function stageForStart(files: FilesToTake, onProgress: ShowProgress): Promise<StagedForStart> {
  const staged = await stageFiles({ ...files, by: 'start' }, (rows) => onProgress('reading', rows, 0));
  if (staged.problems.some(({ file, refusesFile }) => refusesFile && file === files.payments)) {
    const says = whyIncomplete(outcomeOf(files, staged)) ?? '';
    throw new WorkFailed([...staged.problems.map(({ text }) => text), says].join('\n'));
  }
  return { files, staged };
}

/** Waits until the running worker has taken them in; returns what was refused and what follows, in words. */
export async function untilTakenAtStart(
  client: DunwellClient,
  { files, staged }: StagedForStart,
  isCancelled: () => boolean,
  onProgress: ShowProgress,
): Promise<readonly string[]> {
  const { db, creditor } = files;
  const unreadable = staged.problems.map((problem) => problem.text);
  await client.startIntake({ creditor, batchId: staged.batchId });
  for (;;) {
    const batch = await db.read((tx) => findBatch(tx, staged.batchId));
    onProgress('taking in', batch?.doneUpTo ?? 0, staged.rows);
    if (batch !== undefined && (batch.finishedAt !== null || batch.setAsideAt !== null)) break;
    if (isCancelled()) return unreadable;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  await client.intakeResult({ creditor, batchId: staged.batchId });
  const [batch, refused] = await db.read(
    async (tx) => [await findBatch(tx, staged.batchId), await problemsOf(tx, staged.batchId)] as const,
  );
  const follows = whyItFails({ ...outcomeOf(files, staged), batch: batch ?? null, refused });
  return [
    ...unreadable,
    ...refused.map((row) => `line ${row.line}: ${row.problem}`),
    ...(follows === null ? [] : [follows]),
  ];
}

function outcomeOf({ payments, partial = false }: FilesToTake, staged: Staged): IntakeOutcome {
  return { staged, batch: null, refused: [], payments, partial };
}
