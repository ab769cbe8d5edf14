import type { Day } from '../domain/kernel/day.ts';
import type { HoldKind, HoldReason } from '../domain/kernel/holds.ts';
import type { SignalType } from '../domain/signals/signal.ts';

/* What another system has done already: taken in when going live, so that nothing is done a second time. */

/** A pause of an invoice, of a customer, or without either of the whole creditor; a payment plan is one of them. */
export interface StagedHold {
  readonly invoice?: string;
  readonly customer?: string;
  readonly kind: HoldKind;
  readonly reason: HoldReason;
  /** Today when absent. */
  readonly from?: Day;
  /** Ends by itself at 00:00 of this day. */
  readonly until?: Day;
  readonly note?: string;
  /** The same row again changes nothing, also when somebody resumed meanwhile. */
  readonly externalId: string;
  /** The file that it stands in. */
  readonly file: string;
}

/** A report to a municipality by the system before. */
export interface StagedEarlierReport {
  readonly customer: string;
  readonly type: SignalType;
  readonly sentOn: Day;
  /** The gateway that it went by; that of the customer's postcode when absent. */
  readonly gateway?: string;
  /** What the municipality knows it by. */
  readonly reference?: string;
}

/** A debt collection case that a collector works on already. */
export interface StagedCaseUnderWay {
  /** What the collector knows it by. */
  readonly reference: string;
  readonly invoices: readonly string[];
  /** Name of the collector configuration. */
  readonly collector: string;
  readonly since: Day;
  /** Minor units that the collector brought in and that the ledger does not have. */
  readonly collected?: number;
  readonly currency: string;
}
