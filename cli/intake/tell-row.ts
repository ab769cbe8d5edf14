import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import type { RowKind } from '../../contracts/intake.ts';
import { completeBatch, findBatch, problemsOf, stageBatch, stageRows } from '../../db/intake/intake.ts';
import { type Context, withWritableDatabase } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { type SharedOptions, withBy } from '../kit/options.ts';
import { runningServer } from '../kit/server-connection.ts';
import { untilTaken } from './until-taken.ts';

export interface TellingOptions extends SharedOptions {
  readonly by: string;
  readonly commandId?: string;
}

/** Adds the options of every command that tells one thing, to be taken in by a worker. */
export function withTelling(command: Command): Command {
  return withBy(command).option(
    '--command-id <id>',
    'the same id is taken in once, however often it is sent',
  );
}

/** Opens the database for staging. */
export function telling(options: TellingOptions, work: (context: Context) => Promise<void>): Promise<void> {
  return withWritableDatabase(options, work);
}

/** The id that makes it one thing, however often it is told: the command's, else a new one. */
export function tellingId(options: TellingOptions): string {
  return options.commandId ?? randomUUID();
}

/** What came of a row that was told. */
export type ToldResult = 'taken' | 'unchanged' | 'staged';

/**
 * Stages one row and lets the worker take it in, as files are; fails with the reason when it is refused. Without a
 * worker it waits in the database.
 */
export async function tellRow(
  { db, asOf }: Context,
  creditor: string,
  batchId: string,
  row: { readonly kind: RowKind; readonly body: object },
  options: TellingOptions,
): Promise<ToldResult> {
  await db.transaction(
    async (tx) => {
      const batch = await stageBatch(tx, { id: batchId, creditor, by: options.by, at: asOf });
      if (batch.stagedAt !== null) return;
      await stageRows(tx, batchId, [{ seq: 1, line: 1, ...row }]);
      await completeBatch(tx, batchId, 1, asOf);
    },
    { creditor },
  );
  const server = await runningServer(options.data);
  if (server !== undefined) await untilTaken(db, server, { creditor, batchId }, 1);
  const [batch, problems] = await db.read(
    async (tx) => [await findBatch(tx, batchId), await problemsOf(tx, batchId)] as const,
  );
  const [problem] = problems;
  if (problem !== undefined) throw new WorkFailed(problem.problem ?? 'It was refused.');
  if (batch !== undefined && batch.setAsideAt !== null) {
    throw new WorkFailed(
      `It could not be taken in (${batch.lastError ?? 'no word of it'}): mend the cause, then say it again with --command-id.`,
    );
  }
  if (batch?.finishedAt === null || batch === undefined) return 'staged';
  return batch.taken > 0 ? 'taken' : 'unchanged';
}

/** Says what came of it, once per result. */
export async function reportRow(
  { output }: Context,
  result: ToldResult,
  says: Readonly<Record<'taken' | 'unchanged', string>>,
  about: object,
): Promise<void> {
  if (output.isJson) await output.json({ result, says: result === 'staged' ? null : says[result], ...about });
  else if (result !== 'staged') await output.line(says[result]);
  if (result === 'staged')
    output.note('No worker is running: staged, to be taken when one runs (npm start).');
}
