import type { IntakeInput, IntakeProgress } from '../../contracts/background.ts';
import {
  RowKind,
  STRICT_SUFFIX,
  type StagedBankEntry,
  type StagedCustomer,
  type StagedFreshness,
  type StagedInvoice,
  type StagedPayment,
  type StagedReceipt,
  type StagedTaskWord,
} from '../../contracts/intake.ts';
import type { StagedCaseUnderWay, StagedEarlierReport, StagedHold } from '../../contracts/opening.ts';
import type { StagedFeedback, StagedSignalFact } from '../../contracts/signal-intake.ts';
import type { StagedDeed } from '../../contracts/unmatched.ts';
import { setLedgerFreshAt } from '../../db/creditors.ts';
import {
  advanceBatch,
  type BatchRow,
  findBatch,
  finishBatch,
  type IntakeRow,
  recordProblem,
  rowsAfter,
} from '../../db/intake.ts';
import type { Tx } from '../../db/tx.ts';
import type { Instant } from '../../domain/day.ts';
import { gatherIntakeSettings } from '../../facts/intake-settings.ts';
import { NotInDatabase } from '../../facts/not-in-database.ts';
import type { Deps } from '../deps.ts';
import { letOthersRun } from '../let-others-run.ts';
import { decideAll } from './decide-all.ts';
import type { IntakeContext, RowSource } from './intake-context.ts';
import { type RowResult, TAKEN } from './row-result.ts';
import { takeBankEntry } from './take-bank-entry.ts';
import { takeCaseUnderWay } from './take-case-under-way.ts';
import { takeCustomer } from './take-customer.ts';
import { takeDeed } from './take-deed.ts';
import { takeEarlierReport } from './take-earlier-report.ts';
import { takeFeedback } from './take-feedback.ts';
import { takeHold } from './take-hold.ts';
import { takeInvoice } from './take-invoice.ts';
import { takePayment } from './take-payment.ts';
import { takeReceipt } from './take-receipt.ts';
import { takeSignalFact } from './take-signal-fact.ts';
import { takeTaskWord } from './take-task-word.ts';

/** One transaction per page: long enough to be quick, short enough to let others write in between. */
const PAGE = 200;

/** Thrown to take back a strict batch with a bad row. */
class StrictRefusal extends Error {}

/**
 * Takes a staged batch in, page by page; each page is one transaction, and a batch killed in the middle goes on
 * after its last page. A bad row is reported with its line and keeps nothing of the rest back, unless the
 * batch is strict: then one bad row takes all of it back.
 */
export async function takeIn(
  deps: Deps,
  input: IntakeInput,
  asOf: Instant,
  onProgress: (progress: IntakeProgress) => void,
): Promise<IntakeProgress> {
  if (input.strict === true || input.batchId.includes(STRICT_SUFFIX)) return takeAllOrNone(deps, input, asOf);
  for (;;) {
    const batch = await deps.db.transaction((tx) => takePage(tx, deps, input, asOf));
    onProgress(progressOf(batch));
    if (batch.finishedAt === null) {
      await letOthersRun();
      continue;
    }
    if (deps.sources.rehearsal) await decideAll(deps, () => onProgress(progressOf(batch)));
    return progressOf(batch);
  }
}

async function takeAllOrNone(deps: Deps, input: IntakeInput, asOf: Instant): Promise<IntakeProgress> {
  let refusals: { seq: number; because: string }[] = [];
  try {
    return await deps.db.transaction(async (tx) => {
      for (;;) {
        const batch = await takePage(tx, deps, input, asOf, (refusal) => refusals.push(refusal));
        if (batch.finishedAt === null) continue;
        if (refusals.length > 0) throw new StrictRefusal();
        return progressOf(batch);
      }
    });
  } catch (error) {
    if (!(error instanceof StrictRefusal)) throw error;
  }
  const refusedRows = refusals;
  refusals = [];
  return deps.db.transaction(async (tx) => {
    for (const { seq, because } of refusedRows) await recordProblem(tx, input.batchId, seq, because);
    const batch = await batchOf(tx, input.batchId);
    await finishBatch(tx, input.batchId, asOf);
    return { rows: batch.rows, done: batch.rows, taken: 0, unchanged: 0, refused: refusedRows.length };
  });
}

async function takePage(
  tx: Tx,
  deps: Deps,
  input: IntakeInput,
  asOf: Instant,
  onRefusal: (refusal: { seq: number; because: string }) => void = () => undefined,
): Promise<BatchRow> {
  const batch = await batchOf(tx, input.batchId);
  if (batch.finishedAt !== null) return batch;
  const settings = await gatherIntakeSettings(tx, deps.sources, batch.creditor);
  const context: IntakeContext = { tx, deps, ...settings, asOf, by: batch.by };
  const rows = await rowsAfter(tx, batch.id, batch.doneUpTo, PAGE);
  const counts = { taken: 0, unchanged: 0, refused: 0 };
  for (const row of rows) {
    const result = await takeRow(context, row);
    counts[result.kind] += 1;
    if (result.kind !== 'refused') continue;
    await recordProblem(tx, batch.id, row.seq, result.because);
    onRefusal({ seq: row.seq, because: result.because });
  }
  const last = rows.at(-1);
  if (last !== undefined) await advanceBatch(tx, batch.id, { doneUpTo: last.seq, ...counts });
  if (rows.length < PAGE) await finishBatch(tx, batch.id, asOf);
  return batchOf(tx, batch.id);
}

async function takeRow(context: IntakeContext, row: IntakeRow): Promise<RowResult> {
  const kind = row.kind as RowKind;
  switch (kind) {
    case RowKind.INVOICE:
      return takeInvoice(context, row.body as StagedInvoice);
    case RowKind.PAYMENT:
      return takePayment(context, row.body as StagedPayment, sourceOf(row));
    case RowKind.CUSTOMER:
      return takeCustomer(context, row.body as StagedCustomer);
    case RowKind.FRESHNESS:
      await setLedgerFreshAt(context.tx, context.creditor.creditor, (row.body as StagedFreshness).at);
      return TAKEN;
    case RowKind.RECEIPT:
      return takeReceipt(context, row.body as StagedReceipt);
    case RowKind.HOLD:
      return takeHold(context, row.body as StagedHold);
    case RowKind.EARLIER_REPORT:
      return takeEarlierReport(context, row.body as StagedEarlierReport);
    case RowKind.CASE_UNDER_WAY:
      return takeCaseUnderWay(context, row.body as StagedCaseUnderWay);
    case RowKind.SIGNAL_FACT:
      return takeSignalFact(context, row.body as StagedSignalFact);
    case RowKind.SIGNAL_FEEDBACK:
      return takeFeedback(context, row.body as StagedFeedback);
    case RowKind.BANK_ENTRY:
      return takeBankEntry(context, row.body as StagedBankEntry, sourceOf(row));
    case RowKind.MONEY_DEED:
      return takeDeed(context, row.body as StagedDeed);
    case RowKind.TASK:
      return takeTaskWord(context, row.body as StagedTaskWord);
    default:
      return kind satisfies never;
  }
}

function sourceOf({ batchId, line }: IntakeRow): RowSource {
  return { batchId, line };
}

async function batchOf(tx: Tx, id: string): Promise<BatchRow> {
  const batch = await findBatch(tx, id);
  if (batch === undefined) throw new NotInDatabase(`There is no staged batch ${id}: import the file again.`);
  return batch;
}

function progressOf(batch: BatchRow): IntakeProgress {
  const { rows, doneUpTo, taken, unchanged, refused } = batch;
  return { rows, done: doneUpTo, taken, unchanged, refused };
}
