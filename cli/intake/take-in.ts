import { readFile } from 'node:fs/promises';
import { RowKind } from '../../contracts/intake.ts';
import { type BatchRow, findBatch, type IntakeRow, problemsOf } from '../../db/intake.ts';
import { type Staged, stageFiles } from '../../intake/stage-files.ts';
import { type Context, tenant } from '../context.ts';
import { WorkFailed } from '../failures.ts';
import { count } from '../format.ts';
import { Progress } from '../progress.ts';
import { runningServer, type ServerAddress } from '../server-connection.ts';
import type { IntakeFiles, IntakeOptions } from './intake-command.ts';
import { readMapping } from './read-mapping.ts';
import { untilTaken } from './until-taken.ts';

/** Stages the files and lets the worker take them, with progress; fails when `--strict` finds a bad row. */
export async function takeIn(context: Context, files: IntakeFiles, options: IntakeOptions): Promise<void> {
  const { db, output } = context;
  const { id } = await tenant(context);
  const server = await runningServer(options.data);
  if (server === undefined && options.strict === true) {
    throw new WorkFailed(
      `No server is running on ${options.data}, so nothing was taken: --strict has to see what the database refuses. npm start first.`,
    );
  }
  const staged = await stage(context, id, files, options);
  for (const { text } of staged.problems) output.warn(text);
  if (staged.refused) {
    await report(context, files, staged, null, []);
    throw new WorkFailed('Nothing was taken, as a row is bad.');
  }
  const batch = server === undefined ? null : await take(context, server, id, staged, options);
  const refused =
    batch === null || batch.finishedAt === null ? [] : await db.read((tx) => problemsOf(tx, staged.batchId));
  for (const row of refused) output.warn(`${fileOf(row, files)}:${row.line}: ${row.problem ?? ''}`);
  await report(context, files, staged, batch, refused);
  if (batch === null || batch.finishedAt === null) {
    const why = server === undefined ? 'No server is running' : 'No worker is running';
    output.note(`${why}: ${count(staged.rows, 'row')} staged, to be taken when a worker runs (npm start).`);
  }
  if (options.strict === true && refused.length > 0) {
    throw new WorkFailed('Nothing was taken, as a row was refused.');
  }
}

async function stage(
  { db, asOf }: Context,
  creditor: string,
  files: IntakeFiles,
  options: IntakeOptions,
): Promise<Staged> {
  const { by, strict, mapping: mappingFile } = options;
  const mapping = await readMapping(mappingFile);
  const identity = mappingFile === undefined ? [] : [await readFile(mappingFile, 'utf8')];
  const progress = new Progress('reading');
  try {
    const request = { db, creditor, by, asOf, strict, mapping, identity, ...files };
    return await stageFiles(request, (rows) => progress.to(rows));
  } finally {
    progress.end();
  }
}

async function take(
  { db }: Context,
  server: ServerAddress,
  creditor: string,
  staged: Staged,
  { strict }: IntakeOptions,
): Promise<BatchRow | null> {
  const { batchId, rows } = staged;
  const input = { creditor, batchId, ...(strict === true ? { strict } : {}) };
  await untilTaken(db, server, input, rows);
  return (await db.read((tx) => findBatch(tx, batchId))) ?? null;
}

/** Rows are staged by what they are; a payment stands in its own file unless an invoice's row brought it. */
function fileOf({ kind }: IntakeRow, files: IntakeFiles): string {
  return fileOfKind(kind as RowKind, files) ?? 'line';
}

function fileOfKind(kind: RowKind, files: IntakeFiles): string | undefined {
  switch (kind) {
    case RowKind.CUSTOMER:
      return files.customers;
    case RowKind.PAYMENT:
      return files.payments ?? files.invoices;
    case RowKind.INVOICE:
    case RowKind.FRESHNESS:
      return files.invoices;
    case RowKind.SIGNAL_FACT:
      return files.contacts ?? files.disconnections;
    case RowKind.SIGNAL_FEEDBACK:
      return files.feedback;
    default:
      return kind satisfies never;
  }
}

async function report(
  { output }: Context,
  files: IntakeFiles,
  staged: Staged,
  batch: BatchRow | null,
  refused: readonly IntakeRow[],
): Promise<void> {
  const unread = staged.problems.filter((problem) => problem.isBad).length;
  const { taken = 0, unchanged = 0 } = batch ?? {};
  const isTaken = batch !== null && batch.finishedAt !== null;
  if (output.isJson) {
    return output.json({
      batchId: staged.batchId,
      rows: staged.rows,
      isTaken,
      taken,
      unchanged,
      refused: refused.length,
      unreadable: unread,
      problems: [
        ...staged.problems.map(({ file, line, text }) => ({ file, line, says: text })),
        ...refused.map((row) => ({ file: fileOf(row, files), line: row.line, says: row.problem })),
      ],
    });
  }
  if (!isTaken) return;
  await output.line(
    `${count(taken, 'row')} taken, ${unchanged} unchanged, ${refused.length} refused, ${unread} not readable.`,
  );
}
