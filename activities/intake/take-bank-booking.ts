import type { StagedBankEntry } from '../../contracts/intake.ts';
import { isBookingKnown, isSplitBooking, noteSplitBooking } from '../../db/bank-statements.ts';
import type { IntakeContext, RowSource } from './intake-context.ts';
import { type RowResult, UNCHANGED } from './row-result.ts';
import { takeBankEntry } from './take-bank-entry.ts';

/**
 * Takes a booking of the bank once. Statement and notification may tell of the same batch, one with its payments and
 * one without: whichever was taken first stands.
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
  } else {
    if (await isBookingKnown(tx, creditor, partOf)) return UNCHANGED;
    await noteSplitBooking(tx, creditor, partOf);
  }
  return takeBankEntry(context, staged, source);
}
