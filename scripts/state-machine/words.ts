import { InvoiceEvent } from '../../domain/invoice/machine.ts';
import { Stage } from '../../domain/invoice/stage.ts';

interface StageWords {
  readonly is: string;
  readonly in: string;
  readonly out: string;
  readonly stays: string;
}

/** What the transition table cannot say: who moves an invoice in and out of a stage, and how long it may stay. */
export const STAGE_WORDS: Readonly<Record<Stage, StageWords>> = {
  [Stage.OPEN]: {
    is: 'The invoice was taken in; no level has been delivered.',
    in: 'The intake. A reversal or chargeback of an invoice that was paid before its first level. A restart at the first level.',
    out: 'The engine, when the first level is delivered: a reminder leads to `REMINDED`, the notice to `NOTICED`. A booking that leaves nothing open. The operator, who closes it.',
    stays:
      'No limit. It waits for the day of its first level; without a due date, below the minimum amount, with an opted-out or archived customer or with an empty list of levels it waits until that changes.',
  },
  [Stage.REMINDED]: {
    is: 'At least one reminder was delivered, and the notice not yet.',
    in: 'The engine, when a reminder is delivered. The intake, with an opening position at a reminder. A reversal, a restart.',
    out: 'The engine, when the notice is delivered. A booking that leaves nothing open. The operator, who closes it.',
    stays:
      'No limit. The next level goes out when its days from the due date and its gap from the last delivery have both passed.',
  },
  [Stage.NOTICED]: {
    is: 'The debt collection notice was delivered: the invoice is now a claim with a payment deadline.',
    in: 'The engine, when the notice is delivered. The intake, with an opening position at the notice. A reversal or restart after a notice, with fresh payment days. The end of a case that left something open: from then on only another case acts on it. From `LISTED`: a notice that came back, or a due date moved beyond the deadline.',
    out: 'The engine: in modes 20 and 30 to `LISTED` at 00:00 on the day after the deadline, also while paused; in mode 10 to `TRANSFERRED` at the first transfer run on a working day after the deadline. A booking that leaves nothing open. The operator, who closes it. The 60-day clock.',
    stays:
      'Until the deadline: the payment days, moved forward to a working day. A paused claim is closed when more than 60 full days have passed since the pause was recorded. A claim of mode 10 whose open amount did not permit the transfer is closed likewise, counted from that run.',
  },
  [Stage.LISTED]: {
    is: 'The notice expired unpaid, and the claim stands on the debt collection list. Only modes 20 and 30 list; the mode is fixed from here on.',
    in: 'The engine, at 00:00 on the day after the deadline.',
    out: 'The engine: in mode 20 at the transfer run of the Nth working day after the listing or the last resume; in mode 30 at the next transfer run after an operator approved it. A booking that leaves nothing open. The operator, who closes it. The 60-day clock. A changed due date or a notice that came back takes it off the list.',
    stays:
      'At most 60 full days: listed on 3 March, closed on 3 May. A pause recorded before the listing starts the clock earlier. The clock stands still under creditor-wide pauses and under the reasons payment plan, signal help, insolvency, case ended and case deactivated. An approved claim that is not paused and may be transferred is not closed.',
  },
  [Stage.TRANSFERRED]: {
    is: 'The claim was handed to debt collection. Its path here has ended; the case goes on.',
    in: 'The engine, at a transfer run. A chargeback on a paid invoice when the policy says `onChargeback: case`. An operator or another service that starts a case for it.',
    out: 'The end of its case: `PAID` when nothing is open, else `NOTICED` under a pause with the reason case ended or case deactivated. The invoice itself cannot be paused or closed: act on its case.',
    stays:
      'As long as its case. Its workflow ends at the transfer; the workflow of the case goes on, and bookings still reach the ledger.',
  },
  [Stage.PAID]: {
    is: 'Every component was paid or waived.',
    in: 'A payment, or a waiver of what was left.',
    out: 'A reversal, chargeback or refund that gives back what was paid: to the stage before, where `LISTED` becomes `NOTICED`. A booking that comes late and is dated before the end, when by the days of all bookings the invoice was never paid, or was credited or written off.',
    stays: 'For good, unless money goes back. What is charged later leaves it paid.',
  },
  [Stage.CLOSED]: {
    is: 'Ended without payment. The close reason says why: `EXPIRED_60_DAYS`, `OPERATOR`, `CREDITED` or `WRITTEN_OFF`. What is open stays open in the ledger.',
    in: 'The 60-day clock, the operator, a credit or a write-off that leaves nothing open.',
    out: 'The operator, who restarts it in a new round. From `CREDITED` and `WRITTEN_OFF` also a booking that comes late and is dated before the end, when by the days of all bookings it ended otherwise or never did.',
    stays: 'For good, unless restarted. Bookings dated later reach the ledger only.',
  },
};

/** When an event happens, in a few words. */
export const EVENT_WORDS: Readonly<Record<InvoiceEvent, string>> = {
  [InvoiceEvent.IMPORTED]: 'taken in, with or without an opening position',
  [InvoiceEvent.REMINDER_DELIVERED]: 'a reminder reached the customer',
  [InvoiceEvent.NOTICE_DELIVERED]: 'the notice reached the customer; its deadline counts from here',
  [InvoiceEvent.REMINDER_BOUNCED]:
    'a reminder came back and no level has followed it: it counts no more until it is delivered again',
  [InvoiceEvent.NOTICE_BOUNCED]: 'the notice came back: no deadline, no approval until it is delivered again',
  [InvoiceEvent.SENT_AGAIN]: 'an operator sent a letter again that had come back',
  [InvoiceEvent.LEVEL_WAIVED]: 'an operator let the next reminder pass unsent',
  [InvoiceEvent.LISTED]: 'the day after the deadline, modes 20 and 30',
  [InvoiceEvent.TAKEN_OFF_LIST]: 'the due date moved beyond the deadline and replaces it',
  [InvoiceEvent.APPROVED]: 'mode 30: an operator approved the transfer',
  [InvoiceEvent.APPROVAL_REVOKED]: 'an operator took the approval back',
  [InvoiceEvent.APPROVAL_VOIDED]: 'a pause of the invoice or its customer voided the approval',
  [InvoiceEvent.RUN_MISSED]: 'mode 10: only costs or less than the minimum were open at the run',
  [InvoiceEvent.CLOSING_ANNOUNCED]: 'seven days before the 60-day clock closes the claim',
  [InvoiceEvent.TRANSFERRED]: 'a transfer run opened the case',
  [InvoiceEvent.TRANSFERRED_BY_CHARGEBACK]: 'a chargeback on a paid invoice, with `onChargeback: case`',
  [InvoiceEvent.CASE_STARTED]: 'an operator or another service started a case for it',
  [InvoiceEvent.CASE_ENDED]: 'its case closed, failed or was deactivated',
  [InvoiceEvent.PAID]: 'a payment or waiver left nothing open',
  [InvoiceEvent.CREDITED]: 'a credit left nothing open',
  [InvoiceEvent.WRITTEN_OFF]: 'a write-off left nothing open',
  [InvoiceEvent.SETTLED_OTHERWISE]:
    'a booking came that is dated earlier: by the days of all bookings it ended on another day or otherwise',
  [InvoiceEvent.REOPENED]:
    'a reversal, chargeback or refund left something open again; or by the days of its bookings it never was paid',
  [InvoiceEvent.EXPIRED]: 'more than 60 full days paused or listed',
  [InvoiceEvent.CLOSED_BY_OPERATOR]: 'an operator closed it, with a reason',
  [InvoiceEvent.RESTARTED]: 'an operator took it up again, in a new round',
  [InvoiceEvent.PAUSED]: 'the invoice was paused on its own account',
  [InvoiceEvent.RESUMED]: "the invoice's own pause ended",
  [InvoiceEvent.AGREED]: 'a payment plan or a promise to pay was made about it',
  [InvoiceEvent.AGREEMENT_KEPT]: 'all that was agreed is paid, or nothing is open',
  [InvoiceEvent.AGREEMENT_BROKEN]:
    'an instalment or what was promised did not come in time; the gap begins anew',
  [InvoiceEvent.AGREEMENT_CANCELLED]: 'an operator ended what was agreed, or an invoice of it left the path',
  [InvoiceEvent.DISPUTED]: 'a part of it is disputed and left out',
  [InvoiceEvent.DISPUTE_CONCEDED]: 'the debtor was right: the part is to be credited',
  [InvoiceEvent.DISPUTE_REJECTED]: 'the creditor was right: the part is dunned again, with a gap',
  [InvoiceEvent.DISPUTE_CREDITED]: 'the conceded part was credited',
  [InvoiceEvent.DUE_DATE_CHANGED]: 'the due date was moved',
  [InvoiceEvent.POLICY_CHANGED]: 'it was moved to another version of the policy',
  [InvoiceEvent.EFFECT_RESOLVED]: 'an operator said what became of a letter or order',
  [InvoiceEvent.ATTENTION_RAISED]: 'something needs a person',
};
