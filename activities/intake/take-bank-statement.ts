import { RowKind, type StagedBankStatement } from '../../contracts/intake.ts';
import {
  type BankStatementRow,
  bankStatementsAround,
  findBankStatement,
  insertBankStatement,
  setStatementGap,
  setStatementStanding,
} from '../../db/intake/bank-statements.ts';
import { problemsOf } from '../../db/intake/intake.ts';
import { endTask, openTask } from '../../db/tasks/tasks.ts';
import { breakInWords, compareStatements, gapBetween } from '../../domain/intake/bank-continuity.ts';
import { TaskEnd, TaskKind, TaskSubject } from '../../domain/tasks/task.ts';
import { gatherCompleteThrough } from '../../gather/intake/complete-through.ts';
import { becomeFresh } from './become-fresh.ts';
import type { IntakeContext, RowSource } from './intake-context.ts';
import { type RowResult, TAKEN, UNCHANGED } from './row-result.ts';

/**
 * Notes that a statement was read, what is missing before it and after it, and how far the ledger is complete by the
 * statements of all the creditor's accounts.
 */
export async function takeBankStatement(
  context: IntakeContext,
  staged: StagedBankStatement,
  source: RowSource,
): Promise<RowResult> {
  const refused = await problemsOf(context.tx, source.batchId);
  const isWhole = staged.isWhole && !refused.some(({ kind }) => kind === RowKind.BANK_ENTRY);
  const told = { ...staged, isWhole };
  const known = await findBankStatement(context.tx, keyOf(context, told), identityOf(told));
  const isNews = known === undefined ? await note(context, told) : await noteAgain(context, known, told);
  if (isNews) await lookForGaps(context, told);
  await bringUpToDate(context);
  return isNews ? TAKEN : UNCHANGED;
}

async function note(context: IntakeContext, staged: StagedBankStatement): Promise<true> {
  const { tx, asOf, by } = context;
  const { number = null, page = null, opening = null, closing = null } = staged;
  const { id: bankId, isLast, closesOn, isWhole, isAccepted = false } = staged;
  await insertBankStatement(tx, {
    ...keyOf(context, staged),
    identity: identityOf(staged),
    bankId,
    number,
    page,
    isLast,
    opening,
    closing,
    closesOn,
    isWhole,
    gap: null,
    isAccepted,
    takenAt: asOf,
    by,
  });
  return true;
}

/** A statement read again is whole once it was whole, and counts once somebody said so. */
async function noteAgain(
  { tx }: IntakeContext,
  known: BankStatementRow,
  staged: StagedBankStatement,
): Promise<boolean> {
  const isWhole = known.isWhole || staged.isWhole;
  const isAccepted = known.isAccepted || staged.isAccepted === true;
  if (isWhole === known.isWhole && isAccepted === known.isAccepted) return false;
  await setStatementStanding(tx, known.id, { isWhole, isAccepted });
  return true;
}

/** The statements around this one may follow each other now, or no longer. */
async function lookForGaps(context: IntakeContext, staged: StagedBankStatement): Promise<void> {
  const { tx, creditor } = context;
  const around = await bankStatementsAround(tx, keyOf(context, staged), staged.closesOn);
  const inOrder = around.toSorted(compareStatements);
  for (const [i, statement] of inOrder.entries()) {
    const before = inOrder[i - 1];
    // Of the first one here there is nothing to say: what is before it was not looked at.
    const gap = before === undefined ? statement.gap : gapBetween(before, statement, creditor.currency);
    if (gap !== statement.gap) await setStatementGap(tx, statement.id, gap);
    if (gap === statement.gap && statement.identity !== identityOf(staged)) continue;
    await tellGap(context, { ...statement, gap });
  }
}

/** Keeps the task of a statement that breaks off in line with what is missing. */
async function tellGap(
  { tx, creditor, asOf, by }: IntakeContext,
  statement: BankStatementRow,
): Promise<void> {
  const { account, identity } = statement;
  const about = { creditor: creditor.creditor, subject: TaskSubject.CREDITOR, about: creditor.creditor };
  const task = { ...about, kind: TaskKind.STATEMENT_GAP, key: `${account}/${identity}` };
  const words = breakInWords(account, statement);
  await endTask(tx, task, { at: asOf, ended: TaskEnd.ITSELF, by });
  if (words !== null) await openTask(tx, { ...task, note: words, since: asOf });
}

/** The ledger is complete up to the end of the last day that the statements tell of. */
async function bringUpToDate(context: IntakeContext): Promise<void> {
  const { tx, creditor, calendar, asOf } = context;
  const through = await gatherCompleteThrough(tx, creditor);
  if (through === undefined) return;
  await becomeFresh(context, Math.min(asOf, calendar.instantOf(through + 1, 0)));
}

function keyOf({ creditor }: IntakeContext, { account }: StagedBankStatement) {
  return { creditor: creditor.creditor, account };
}

/** What tells one statement from another; the bank's own name for it may differ from one download to the next. */
function identityOf({ closesOn, number, page, opening, closing }: StagedBankStatement): string {
  return [closesOn, number, page, opening, closing].map((part) => part ?? '').join('/');
}
