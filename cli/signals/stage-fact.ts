import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { RowKind } from '../../contracts/intake.ts';
import type { StagedSignalFact } from '../../contracts/signal-intake.ts';
import { completeBatch, findBatch, problemsOf, stageBatch, stageRows } from '../../db/intake.ts';
import { type Context, type Tenant, withWritableDatabase } from '../context.ts';
import { WorkFailed } from '../failures.ts';
import { untilTaken } from '../intake/until-taken.ts';
import { type SharedOptions, withBy } from '../options.ts';
import { runningServer } from '../server-connection.ts';

export interface FactOptions extends SharedOptions {
  readonly by: string;
  readonly commandId?: string;
}

/** What came of a fact that was told. */
export type FactResult = 'taken' | 'unchanged' | 'staged';

/** Adds the options of every command that tells a fact about a customer. */
export function withTelling(command: Command): Command {
  return withBy(command).option(
    '--command-id <id>',
    'the same id is taken in once, however often it is sent',
  );
}

/** Opens the database for staging. */
export function telling(options: FactOptions, work: (context: Context) => Promise<void>): Promise<void> {
  return withWritableDatabase(options, work);
}

/** The id that makes a fact one, however often it is told: the command's, else a new one. */
export function factId(options: FactOptions): string {
  return options.commandId ?? randomUUID();
}

/**
 * Stages one fact and lets the worker take it in, as files are; fails with the reason when it is refused. Without
 * a worker it waits in the database.
 */
export async function tellFact(
  { db, asOf }: Context,
  { id: creditor }: Tenant,
  fact: StagedSignalFact,
  id: string,
  options: FactOptions,
): Promise<FactResult> {
  const batchId = `signal-fact-${id}`;
  await db.transaction(async (tx) => {
    const batch = await stageBatch(tx, { id: batchId, creditor, by: options.by, at: asOf });
    if (batch.stagedAt !== null) return;
    await stageRows(tx, batchId, [{ seq: 1, kind: RowKind.SIGNAL_FACT, line: 1, body: fact }]);
    await completeBatch(tx, batchId, 1, asOf);
  });
  const server = await runningServer(options.data);
  if (server !== undefined) await untilTaken(db, server, { creditor, batchId }, 1);
  const [batch, problems] = await db.read(
    async (tx) => [await findBatch(tx, batchId), await problemsOf(tx, batchId)] as const,
  );
  const [problem] = problems;
  if (problem !== undefined) throw new WorkFailed(problem.problem ?? 'The fact was refused.');
  if (batch?.finishedAt === null || batch === undefined) return 'staged';
  return batch.taken > 0 ? 'taken' : 'unchanged';
}

/** Says what came of it, once per result. */
export async function reportFact(
  { output }: Context,
  result: FactResult,
  says: Readonly<Record<'taken' | 'unchanged', string>>,
  fact: StagedSignalFact,
): Promise<void> {
  if (output.isJson) await output.json({ result, says: result === 'staged' ? null : says[result], fact });
  else if (result !== 'staged') await output.line(says[result]);
  if (result === 'staged')
    output.note('No worker is running: staged, to be taken when one runs (npm start).');
}
