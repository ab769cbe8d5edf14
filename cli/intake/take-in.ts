import { readFile } from 'node:fs/promises';
import { RowKind } from '../../contracts/intake.ts';
import { type BatchRow, findBatch, type IntakeRow, problemsOf } from '../../db/intake/intake.ts';
import {
  type NamelessBookings,
  namelessBookings,
  namelessInWords,
} from '../../gather/intake/nameless-bookings.ts';
import { type Staged, stageFiles } from '../../intake/stage-files.ts';
import { count } from '../../read/kit/format.ts';
import { type Context, tenant } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';
import { Progress } from '../kit/progress.ts';
import { runningServer, type ServerAddress } from '../kit/server-connection.ts';
import type { IntakeFiles, IntakeOptions } from './intake-options.ts';
import { readMapping } from './read-mapping.ts';
import { untilTaken } from './until-taken.ts';
import { whyItFails } from './verdict.ts';

/** What came of a call that takes files in. */
export interface TakenIn {
  readonly staged: Staged;
  /** Null when it was not given to a worker. */
  readonly batch: BatchRow | null;
  /** Rows that the database did not take. */
  readonly refused: readonly IntakeRow[];
  /** True once a worker has taken all of it. */
  readonly isTaken: boolean;
  /** Why the call fails in the end, though there is something to report. */
  readonly failure: string | null;
  readonly note: string | null;
  /** Bookings that found no invoice. */
  readonly nameless: NamelessBookings;
}

/** Stages the files and lets the worker take them, with progress; fails when `--strict` finds a bad row. */
export async function takeIn(context: Context, files: IntakeFiles, options: IntakeOptions): Promise<void> {
  await report(context, files, await take(context, files, options));
}

/** The same without its report: only what is wrong is told. */
export async function take(context: Context, files: IntakeFiles, options: IntakeOptions): Promise<TakenIn> {
  const { db, output, asOf } = context;
  const { id, row, calendar } = await tenant(context);
  const server = await runningServer(options.data);
  if (server === undefined && options.strict === true) {
    throw new WorkFailed(
      `No server is running on ${options.data}, so nothing was taken: --strict has to see what the database refuses. npm start first.`,
    );
  }
  const staged = await stage(context, id, files, options);
  for (const { text } of staged.problems) output.warn(text);
  const nothing = { staged, batch: null, refused: [], isTaken: false, note: null, nameless: NO_BOOKINGS };
  if (staged.refused) return { ...nothing, failure: 'Nothing was taken, as a row is bad.' };
  const batch = server === undefined ? null : await giveToWorker(context, server, id, staged);
  const payments = files.payments ?? files.bank;
  const outcome = { staged, batch, refused: [], payments, partial: options.partial === true };
  if (batch !== null && batch.setAsideAt !== null) return { ...nothing, batch, failure: whyItFails(outcome) };
  if (batch === null || batch.finishedAt === null) {
    const why = server === undefined ? 'No server is running' : 'No worker is running';
    const note = `${why}: ${count(staged.rows, 'row')} staged, to be taken when a worker runs (npm start).`;
    return { ...nothing, batch, note, failure: whyItFails(outcome) };
  }
  const refused = await db.read((tx) => problemsOf(tx, staged.batchId));
  for (const one of refused) output.warn(`${fileOf(one, files)}:${one.line}: ${one.problem ?? ''}`);
  const isRefused = options.strict === true && refused.length > 0;
  const failure = isRefused
    ? 'Nothing was taken, as a row was refused.'
    : whyItFails({ ...outcome, refused });
  const nameless = await db.read((tx) => namelessBookings(tx, row, staged.batchId, calendar.dayOf(asOf)));
  for (const line of namelessInWords(nameless)) output.warn(line);
  if (nameless.count > 0) output.warn('They wait for their invoices: dunwell unmatched');
  return { staged, batch, refused, isTaken: true, note: null, failure, nameless };
}

const NO_BOOKINGS: NamelessBookings = { count: 0, first: [] };

async function stage(
  { db, asOf }: Context,
  creditor: string,
  files: IntakeFiles,
  options: IntakeOptions,
): Promise<Staged> {
  const { by, strict, partial, mapping: mappingFile } = options;
  const mapping = await readMapping(mappingFile);
  const identity = mappingFile === undefined ? [] : [await readFile(mappingFile, 'utf8')];
  const progress = new Progress('reading');
  try {
    const request = { db, creditor, by, asOf, strict, partial, mapping, identity, ...files };
    return await stageFiles(request, (rows) => progress.to(rows));
  } finally {
    progress.end();
  }
}

async function giveToWorker(
  { db }: Context,
  server: ServerAddress,
  creditor: string,
  staged: Staged,
): Promise<BatchRow | null> {
  const { batchId, rows } = staged;
  await untilTaken(db, server, { creditor, batchId }, rows);
  return (await db.read((tx) => findBatch(tx, batchId))) ?? null;
}

/** Several files of the kind may be read at once: each of their rows names its own. */
type NamesItsFile = 'bankEntry' | 'bankStatement' | 'hold';
const NAMES_ITS_FILE: readonly string[] = [RowKind.BANK_ENTRY, RowKind.BANK_STATEMENT, RowKind.HOLD];

/** Rows are staged by what they are; a payment stands in its own file unless an invoice's row brought it. */
function fileOf({ kind, body }: IntakeRow, files: IntakeFiles): string {
  if (NAMES_ITS_FILE.includes(kind)) return (body as { readonly file: string }).file;
  return fileOfKind(kind as Exclude<RowKind, NamesItsFile>, files) ?? 'line';
}

function fileOfKind(kind: Exclude<RowKind, NamesItsFile>, files: IntakeFiles): string | undefined {
  switch (kind) {
    case RowKind.CUSTOMER:
      return files.customers;
    case RowKind.PAYMENT:
      return files.payments ?? files.invoices;
    case RowKind.INVOICE:
      return files.invoices;
    case RowKind.EARLIER_REPORT:
      return files.reports;
    case RowKind.CASE_UNDER_WAY:
      return files.cases;
    case RowKind.RECEIPT:
      return files.settlement;
    case RowKind.SIGNAL_FACT:
      return files.contacts ?? files.disconnections;
    case RowKind.DELIVERY_FEEDBACK:
      return files.deliveryFeedback;
    case RowKind.SIGNAL_FEEDBACK:
      return files.feedback;
    // What a person did stands in no file.
    case RowKind.MONEY_DEED:
    case RowKind.TASK:
      return undefined;
    default:
      return kind satisfies never;
  }
}

/** Prints what came of it, as the command's result; then fails if it has to. */
export async function report(
  { output }: Context,
  files: IntakeFiles,
  taken: TakenIn,
  more: { readonly json: object; readonly print: () => Promise<void> } = NOTHING_MORE,
): Promise<void> {
  if (output.isJson) await output.json({ ...asJson(files, taken), ...more.json });
  else {
    if (taken.isTaken) await output.line(inWords(taken));
    await more.print();
  }
  if (taken.note !== null) output.note(taken.note);
  if (taken.failure !== null) throw new WorkFailed(taken.failure);
}

const NOTHING_MORE = { json: {}, print: async () => undefined };

export function asJson(
  files: IntakeFiles,
  { staged, batch, refused, isTaken, nameless }: TakenIn,
): Readonly<Record<string, unknown>> {
  const { taken = 0, unchanged = 0 } = batch ?? {};
  return {
    batchId: staged.batchId,
    rows: staged.rows,
    isTaken,
    // Whether the ledger counts as complete with it; null where that is not known yet, or nothing was said of it.
    complete: isTaken && files.payments !== undefined ? batch?.freshAt !== null : null,
    taken,
    unchanged,
    refused: refused.length,
    unreadable: unreadable(staged),
    nameless: nameless.count,
    problems: [
      ...staged.problems.map(({ file, line, text }) => ({ file, line, says: text })),
      ...refused.map((row) => ({ file: fileOf(row, files), line: row.line, says: row.problem })),
    ],
  };
}

export function inWords({ staged, batch, refused }: TakenIn): string {
  const { taken = 0, unchanged = 0 } = batch ?? {};
  return `${count(taken, 'row')} taken, ${unchanged} unchanged, ${refused.length} refused, ${unreadable(staged)} not readable.`;
}

function unreadable(staged: Staged): number {
  return staged.problems.filter((problem) => problem.isBad).length;
}
