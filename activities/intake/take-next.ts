import { RowKind, STRICT_SUFFIX } from '../../contracts/intake.ts';
import { DatabaseError } from '../../db/errors.ts';
import {
  advanceBatch,
  type BatchRow,
  findBatch,
  finishBatch,
  type IntakeRow,
  recordProblem,
  rowsAfter,
  spoilCompleteness,
} from '../../db/intake/intake.ts';
import { firstUntaken, noteBatchFailure } from '../../db/intake/order.ts';
import { endTask, openTask } from '../../db/tasks/tasks.ts';
import { allTogether } from '../../db/together.ts';
import type { Tx } from '../../db/tx.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { ENGINE } from '../../domain/kernel/machine.ts';
import { TaskEnd, TaskKind, TaskSubject } from '../../domain/tasks/task.ts';
import { gatherIntakeSettings } from '../../gather/intake/intake-settings.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import type { Deps } from '../deps.ts';
import { becomeFresh } from './become-fresh.ts';
import { flightsIn, runsOf } from './flights.ts';
import type { IntakeContext } from './intake-context.ts';
import type { RowResult } from './row-result.ts';
import { takeRow } from './take-row.ts';

/** One transaction per page: long enough to be quick, short enough to let others write in between. */
const PAGE = 200;
/** A batch whose next page threw so often is set aside: the others must not wait for it for ever. */
const MOST_FAILURES = 3;

/** Refused, a row of these leaves the ledger incomplete. */
const SAYS_WHAT_WAS_PAID: readonly string[] = [RowKind.PAYMENT, RowKind.BANK_ENTRY];

export type Taken =
  | { readonly kind: 'none' }
  /** A page of this batch, or all of it. */
  | { readonly kind: 'moved'; readonly batch: BatchRow }
  /** Its page threw and was rolled back; after some times it is set aside. */
  | { readonly kind: 'failed' };

type Refusal = { readonly seq: number; readonly line: number; readonly because: string };

/** Thrown to take back a strict batch with a bad row. */
class StrictRefusal extends Error {
  readonly batchId: string;
  readonly refusals: readonly Refusal[];
  constructor(batchId: string, refusals: readonly Refusal[]) {
    super('A row was refused, and the batch is strict.');
    this.batchId = batchId;
    this.refusals = refusals;
  }
}

/**
 * Takes in the next page of what was staged first for a creditor, in one transaction that reads how far it is: two
 * takers at once do the work once, and always in the order of staging. A strict batch is one page.
 */
export async function takeNext(
  deps: Pick<Deps, 'db' | 'sources'>,
  creditor: string,
  asOf: Instant,
): Promise<Taken> {
  let inHand: BatchRow | null = null;
  try {
    const work = async (tx: Tx): Promise<Taken> => {
      const batch = await firstUntaken(tx, creditor);
      if (batch === undefined) return { kind: 'none' };
      inHand = batch;
      const isStrict = batch.id.includes(STRICT_SUFFIX);
      return {
        kind: 'moved',
        batch: isStrict ? await takeWhole(tx, deps, batch, asOf) : await takePage(tx, deps, batch, asOf),
      };
    };
    return await deps.db.transaction(work, { creditor });
  } catch (error) {
    if (error instanceof StrictRefusal)
      return { kind: 'moved', batch: await refuseWhole(deps, creditor, error, asOf) };
    // A full disk or a lock passes, and nothing could be written about it.
    if (inHand === null || error instanceof DatabaseError) throw error;
    await noteFailure(deps, inHand, wordsOf(error), asOf);
    return { kind: 'failed' };
  }
}

/** Counts what threw; set aside, the batch is a task, and nobody waits for it any more. */
async function noteFailure(
  { db }: Pick<Deps, 'db'>,
  { id, creditor }: BatchRow,
  lastError: string,
  asOf: Instant,
): Promise<void> {
  const work = async (tx: Tx) => {
    const batch = await noteBatchFailure(tx, id, { lastError, at: asOf, most: MOST_FAILURES });
    if (batch === undefined || batch.setAsideAt === null) return;
    await openTask(tx, { ...notTaken(batch), since: asOf, note: lastError });
  };
  await db.transaction(work, { creditor });
}

function notTaken({ id, creditor }: BatchRow) {
  return { creditor, subject: TaskSubject.BATCH, about: id, kind: TaskKind.BATCH_NOT_TAKEN };
}

/** Whoever staged it may be gone by now: then nobody else would learn that a payment is not in the books. */
function refusedIn({ id, creditor }: BatchRow) {
  return { creditor, subject: TaskSubject.BATCH, about: id, kind: TaskKind.PAYMENT_REFUSED };
}

function noteOf({ line, because }: { readonly line: number; readonly because: string }): string {
  return `line ${line}: ${because}`;
}

async function takeWhole(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  begun: BatchRow,
  asOf: Instant,
): Promise<BatchRow> {
  const refusals: Refusal[] = [];
  let batch = begun;
  while (batch.finishedAt === null) {
    batch = await takePage(tx, deps, batch, asOf, (refusal) => refusals.push(refusal));
  }
  if (refusals.length > 0) throw new StrictRefusal(batch.id, refusals);
  return batch;
}

async function refuseWhole(
  { db }: Pick<Deps, 'db'>,
  creditor: string,
  { batchId, refusals }: StrictRefusal,
  asOf: Instant,
): Promise<BatchRow> {
  const work = async (tx: Tx) => {
    const { rows, finishedAt, ...begun } = await batchOf(tx, batchId);
    if (finishedAt === null) {
      for (const { seq, because } of refusals) await recordProblem(tx, batchId, seq, because);
      await advanceBatch(tx, batchId, { doneUpTo: rows, taken: 0, unchanged: 0, refused: refusals.length });
      await finishBatch(tx, batchId, asOf);
      // It would have told what was paid, and nothing of it is taken.
      const [first] = refusals;
      if (begun.freshAt !== null && first !== undefined) {
        await openTask(tx, { ...refusedIn(await batchOf(tx, batchId)), since: asOf, note: noteOf(first) });
      }
    }
    const batch = await batchOf(tx, batchId);
    await endTask(tx, notTaken(batch), { at: asOf, ended: TaskEnd.ITSELF, by: ENGINE });
    return batch;
  };
  return db.transaction(work, { creditor });
}

async function takePage(
  tx: Tx,
  deps: Pick<Deps, 'sources'>,
  batch: BatchRow,
  asOf: Instant,
  onRefusal: (refusal: Refusal) => void = () => undefined,
): Promise<BatchRow> {
  const settings = await gatherIntakeSettings(tx, deps.sources, batch.creditor);
  const context: IntakeContext = { tx, deps, ...settings, asOf, by: batch.by };
  const rows = await rowsAfter(tx, batch.id, batch.doneUpTo, PAGE);
  const counts = { taken: 0, unchanged: 0, refused: 0 };
  for await (const { row, result } of taken(context, rows)) {
    counts[result.kind] += 1;
    if (result.kind !== 'refused') continue;
    await recordProblem(tx, batch.id, row.seq, result.because);
    onRefusal({ seq: row.seq, line: row.line, because: result.because });
    if (!SAYS_WHAT_WAS_PAID.includes(row.kind)) continue;
    await spoilCompleteness(tx, batch.id);
    await openTask(tx, { ...refusedIn(batch), since: asOf, note: noteOf({ ...row, ...result }) });
  }
  const last = rows.at(-1);
  if (last !== undefined) await advanceBatch(tx, batch.id, { doneUpTo: last.seq, ...counts });
  if (rows.length < PAGE) await finish(context, batch.id);
  return batchOf(tx, batch.id);
}

/** Takes rows in, those that have nothing to do with each other side by side, and tells of each in its order. */
async function* taken(
  context: IntakeContext,
  rows: readonly IntakeRow[],
): AsyncGenerator<{ readonly row: IntakeRow; readonly result: RowResult }> {
  for (const run of runsOf(rows)) {
    for (const flight of await flightsIn(context, run)) {
      const results = await allTogether(flight.map((row) => takeRow(context, row)));
      for (const [i, result] of results.entries()) yield { row: flight[i] as IntakeRow, result };
    }
  }
}

/** With its last row taken, a batch that was read as a whole says that the ledger is complete. */
async function finish(context: IntakeContext, batchId: string): Promise<void> {
  const { tx, asOf } = context;
  await finishBatch(tx, batchId, asOf);
  const batch = await batchOf(tx, batchId);
  await endTask(tx, notTaken(batch), { at: asOf, ended: TaskEnd.ITSELF, by: ENGINE });
  if (batch.freshAt !== null) await becomeFresh(context, batch.freshAt);
}

/** The staged batch of that id; throws when there is none. */
export async function batchOf(tx: Tx, id: string): Promise<BatchRow> {
  const batch = await findBatch(tx, id);
  if (batch === undefined) throw new NotInDatabase(`There is no staged batch ${id}: import the file again.`);
  return batch;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
