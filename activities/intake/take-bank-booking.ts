import type { StagedBankEntry } from '../../contracts/intake.ts';
import { isSplitBooking, noteSplitBooking } from '../../db/intake/bank-statements.ts';
import { findMoneyByExternalId } from '../../db/intake/unmatched.ts';
import { MatchKind, MatchRule } from '../../domain/intake/matching/match.ts';
import type { IntakeContext, RowSource } from './intake-context.ts';
import { endMoney } from './money.ts';
import { type RowResult, UNCHANGED } from './row-result.ts';
import { takeBankEntry } from './take-bank-entry.ts';

/**
 * Takes a booking of the bank once. Statement and notification may tell of the same batch, one with its payments and
 * one without: the payments take the place of the batch, unless something was done with that already.
 */
export async function takeBankBooking(
  context: IntakeContext,
  staged: StagedBankEntry,
  source: RowSource,
): Promise<RowResult> {
  const { tx } = context;
  const { creditor } = context.creditor;
  const { partOf, externalId } = staged;
  if (partOf === undefined) {
    if (await isSplitBooking(tx, creditor, externalId)) return UNCHANGED;
  } else if (!(await isSplitBooking(tx, creditor, partOf))) {
    if (!(await makeRoom(context, partOf))) return UNCHANGED;
    await noteSplitBooking(tx, creditor, partOf);
  }
  return takeBankEntry(context, staged, source);
}

/** Ends a batch that waits whole; false when some of it is booked, given back or dismissed already. */
async function makeRoom(context: IntakeContext, partOf: string): Promise<boolean> {
  const whole = await findMoneyByExternalId(context.tx, context.creditor.creditor, partOf);
  if (whole === undefined) return true;
  if (whole.settled > 0) return false;
  await endMoney(context, whole, MatchKind.DISMISSED, whole.amount, { rule: MatchRule.PARTS });
  return true;
}
