import {
  RowKind,
  type StagedBankEntry,
  type StagedBankStatement,
  type StagedCustomer,
  type StagedDeliveryFeedback,
  type StagedInvoice,
  type StagedPayment,
  type StagedReceipt,
  type StagedTaskWord,
} from '../../contracts/intake.ts';
import type { StagedCaseUnderWay, StagedEarlierReport, StagedHold } from '../../contracts/opening.ts';
import type { StagedFeedback, StagedSignalFact } from '../../contracts/signal-intake.ts';
import type { StagedDeed } from '../../contracts/unmatched.ts';
import type { IntakeRow } from '../../db/intake/intake.ts';
import type { IntakeContext, RowSource } from './intake-context.ts';
import type { RowResult } from './row-result.ts';
import { takeBankBooking } from './take-bank-booking.ts';
import { takeBankStatement } from './take-bank-statement.ts';
import { takeCaseUnderWay } from './take-case-under-way.ts';
import { takeCustomer } from './take-customer.ts';
import { takeDeliveryFeedback } from './take-delivery-feedback.ts';
import { takeEarlierReport } from './take-earlier-report.ts';
import { takeFeedback } from './take-feedback.ts';
import { takeHold } from './take-hold.ts';
import { takeInvoice } from './take-invoice.ts';
import { takeDeed } from './take-match.ts';
import { takePayment } from './take-payment.ts';
import { takeReceipt } from './take-receipt.ts';
import { takeSignalFact } from './take-signal-fact.ts';
import { takeTaskWord } from './take-task-word.ts';

/** Takes one staged row in, by what it is. */
export async function takeRow(context: IntakeContext, row: IntakeRow): Promise<RowResult> {
  const kind = row.kind as RowKind;
  switch (kind) {
    case RowKind.INVOICE:
      return takeInvoice(context, row.body as StagedInvoice);
    case RowKind.PAYMENT:
      return takePayment(context, row.body as StagedPayment, sourceOf(row));
    case RowKind.CUSTOMER:
      return takeCustomer(context, row.body as StagedCustomer);
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
    case RowKind.DELIVERY_FEEDBACK:
      return takeDeliveryFeedback(context, row.body as StagedDeliveryFeedback);
    case RowKind.BANK_ENTRY:
      return takeBankBooking(context, row.body as StagedBankEntry, sourceOf(row));
    case RowKind.BANK_STATEMENT:
      return takeBankStatement(context, row.body as StagedBankStatement, sourceOf(row));
    case RowKind.MONEY_DEED:
      return takeDeed(context, row.body as StagedDeed);
    case RowKind.TASK:
      return takeTaskWord(context, row.body as StagedTaskWord);
    default:
      // Staged by a newer version: not to be passed over as if it had been taken.
      throw new Error(`Rows of kind ${JSON.stringify(kind satisfies never)} are not known to this version.`);
  }
}

function sourceOf({ batchId, line }: IntakeRow): RowSource {
  return { batchId, line };
}
