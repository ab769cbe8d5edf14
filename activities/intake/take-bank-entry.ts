import type { StagedBankEntry } from '../../contracts/intake.ts';
import { EntryKind } from '../../domain/open-amount.ts';
import type { IntakeContext, RowSource } from './intake-context.ts';
import { type RowResult, UNCHANGED } from './row-result.ts';
import { takePayment } from './take-payment.ts';

/** Books money that came in by the reference the bank gives; money that went out is not the ledger's. */
export async function takeBankEntry(
  context: IntakeContext,
  staged: StagedBankEntry,
  source: RowSource,
): Promise<RowResult> {
  if (staged.direction === 'out') return UNCHANGED;
  const { externalId, bookedOn, amount, currency, structuredReference = '' } = staged;
  const kind = EntryKind.PAYMENT;
  const payment = { invoice: structuredReference, bookedOn, amount, currency, externalId, kind };
  return takePayment(context, payment, source);
}
