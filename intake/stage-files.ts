import { STRICT_SUFFIX } from '../contracts/intake.ts';
import { type CreditorRow, findCreditor } from '../db/creditor/creditors.ts';
import type { Database } from '../db/database.ts';
import { completeBatch, findBatch, type RowToStage, stageBatch, stageRows } from '../db/intake/intake.ts';
import { untilItPasses } from '../db/until-it-passes.ts';
import type { Instant } from '../domain/kernel/day.ts';
import { type BadRow, formatRowProblem, Refuses } from '../files/item.ts';
import { contentHash } from './batch-id.ts';
import { DatedAhead } from './dated-ahead.ts';
import { type FilesToStage, stagedRows } from './staged-rows.ts';

export interface StageRequest extends FilesToStage {
  readonly db: Database;
  readonly creditor: string;
  readonly by: string;
  readonly asOf: Instant;
  /** Stages nothing when a row of the files is bad. */
  readonly strict?: boolean | undefined;
  /** The payments are not all there are, or not all of them can be read: the ledger counts as complete all the same. */
  readonly partial?: boolean | undefined;
  /** Leave a batch alone whose files were taken to their end before, instead of taking them once more. */
  readonly keepFinished?: boolean | undefined;
  /** All is known beforehand, also what lies ahead. */
  readonly isRehearsal?: boolean | undefined;
  /** What else the batch's identity depends on, such as a mapping. */
  readonly identity?: readonly string[] | undefined;
}

export interface StagedProblem {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** False for what is only worth knowing, such as a file without rows. */
  readonly isBad: boolean;
  /** Nothing of the file could be read. */
  readonly refusesFile: boolean;
}

export interface Staged {
  readonly batchId: string;
  readonly rows: number;
  readonly problems: readonly StagedProblem[];
  /** The same files were staged before and not finished: this call goes on with them. */
  readonly alreadyStaged: boolean;
  /** Strict, and a row was bad: nothing was staged. */
  readonly refused: boolean;
}

const ROWS_AT_ONCE = 500;
/** So long it waits for what others write meanwhile: the files need not be read once more because of that. */
const PATIENCE_MS = 60_000;
const patiently = <T>(work: () => Promise<T>) => untilItPasses(work, { ms: PATIENCE_MS });

/**
 * Reads the files and stages their rows, ready to be taken by a worker. Streams: memory stays flat, and a
 * staging that was cut off is simply run again. Bad rows are reported and keep nothing of the rest back.
 */
export async function stageFiles(request: StageRequest, onProgress: (rows: number) => void): Promise<Staged> {
  const { db, creditor, by, asOf } = request;
  const row = await db.read((tx) => findCreditor(tx, creditor));
  if (row === undefined) throw new Error(`There is no creditor ${creditor}: publish its file first.`);
  if (request.strict === true) {
    const problems = await problemsOnly(request, row);
    const isBad = problems.some((problem) => problem.isBad);
    if (isBad) return { batchId: '', rows: 0, problems, alreadyStaged: false, refused: true };
  }
  const batchId = await freshBatchId(request);
  const begun = { id: batchId, creditor, by, at: asOf };
  const batch = await patiently(() => db.transaction((tx) => stageBatch(tx, begun), { creditor }));
  const problems: StagedProblem[] = [];
  const ahead = new DatedAhead(asOf);
  let seq = 0;
  let waiting: RowToStage[] = [];
  const flush = async () => {
    const rows = waiting;
    waiting = [];
    if (rows.length > 0 && batch.stagedAt === null)
      await patiently(() => db.transaction((tx) => stageRows(tx, batchId, rows), { creditor }));
    onProgress(seq);
  };
  for await (const staged of stagedRows(request, row)) {
    if ('bad' in staged) {
      problems.push(problemOf(staged));
      continue;
    }
    ahead.see(staged);
    seq += 1;
    waiting.push({ seq, kind: staged.kind, line: staged.line, body: { ...staged.body } });
    if (waiting.length >= ROWS_AT_ONCE) await flush();
  }
  await flush();
  const note = ahead.inWords();
  if (note !== null && request.isRehearsal !== true)
    problems.push({ ...note, isBad: false, refusesFile: false });
  const { partial = false } = request;
  const freshAt = isComplete(request, problems) ? asOf : null;
  const said = { freshAt, partial };
  await patiently(() => db.transaction((tx) => completeBatch(tx, batchId, seq, asOf, said), { creditor }));
  return { batchId, rows: seq, problems, alreadyStaged: batch.stagedAt !== null, refused: false };
}

/**
 * A payments file says that the ledger is complete up to now, if all of it was read. One of which nothing could be read
 * says nothing, whatever was said about it.
 */
function isComplete(
  { payments, partial = false }: StageRequest,
  problems: readonly StagedProblem[],
): boolean {
  if (payments === undefined) return false;
  return !problems.some(
    ({ file, isBad, refusesFile }) => file === payments && (refusesFile || (isBad && !partial)),
  );
}

/** The batch's id by its content; a number is added when the same content was taken to its end before. */
async function freshBatchId(request: StageRequest): Promise<string> {
  const { db, creditor, identity = [], strict, partial, collector } = request;
  // The sweep may start the batch: it reads from the id that one bad row takes all of it back.
  const suffix = strict === true ? STRICT_SUFFIX : '';
  const content = await contentHash(
    [
      creditor,
      ...identity,
      ...(collector === undefined ? [] : [`collector ${collector}`]),
      ...(partial === true ? ['partial'] : []),
    ],
    filesOf(request),
  );
  const hash = `${content}${suffix}`;
  return db.read(async (tx) => {
    for (let again = 1; ; again++) {
      const id = again === 1 ? hash : `${hash}-${again}`;
      const known = await findBatch(tx, id);
      if (known === undefined || known.finishedAt === null || request.keepFinished === true) return id;
    }
  });
}

/** The files by their place; those of signals and collectors only when there are any. */
function filesOf(request: FilesToStage): readonly (string | undefined)[] {
  const { customers, invoices, payments, contacts, disconnections, feedback, settlement } = request;
  const { holds, plans, reports, cases, bank, deliveryFeedback } = request;
  const opening = [holds, plans, reports, cases];
  const ofSignals = [contacts, disconnections, feedback];
  const any = ofSignals.some((file) => file !== undefined);
  return [
    customers,
    invoices,
    payments,
    ...(any ? ofSignals : []),
    ...(settlement === undefined ? [] : [settlement]),
    ...(opening.some((file) => file !== undefined) ? opening : []),
    ...(bank === undefined ? [] : [bank]),
    ...(deliveryFeedback === undefined ? [] : [deliveryFeedback]),
  ];
}

async function problemsOnly(request: StageRequest, creditor: CreditorRow): Promise<StagedProblem[]> {
  const problems: StagedProblem[] = [];
  for await (const staged of stagedRows(request, creditor)) {
    if ('bad' in staged) problems.push(problemOf(staged));
  }
  return problems;
}

function problemOf(staged: { file: string; line: number; bad: BadRow }): StagedProblem {
  const { file, line, bad } = staged;
  const { refuses } = bad;
  return {
    file,
    line,
    text: formatOf(file, line, bad),
    isBad: refuses !== Refuses.nothing,
    refusesFile: refuses === Refuses.file,
  };
}

function formatOf(file: string, line: number, bad: BadRow): string {
  return [bad.problem, ...bad.also].map((problem) => formatRowProblem(file, line, problem)).join('\n');
}
