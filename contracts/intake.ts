import type { LevelChannel } from '../domain/effects/channels.ts';
import type { FeedbackOutcome } from '../domain/effects/effect-outcome.ts';
import type { TransferMode } from '../domain/invoice/policy.ts';
import type { CustomerKind } from '../domain/kernel/customer-kind.ts';
import type { Day } from '../domain/kernel/day.ts';
import type { EntryKind } from '../domain/kernel/ledger.ts';
import type { ConsentStatus, OptOutReason } from '../domain/signals/signal.ts';

/** Ends the id of a batch that takes none of its rows when one is bad. */
export const STRICT_SUFFIX = '-strict';

/** Kinds of staged rows. */
export const RowKind = {
  INVOICE: 'invoice',
  PAYMENT: 'payment',
  CUSTOMER: 'customer',
  /** Money that a collector brought in, from its settlement file. */
  RECEIPT: 'receipt',
  /** What another system has done already; see contracts/opening.ts. */
  HOLD: 'hold',
  EARLIER_REPORT: 'earlierReport',
  CASE_UNDER_WAY: 'caseUnderWay',
  /** What early and crisis signals look at: contact, opt-outs, consent, planned disconnections. */
  SIGNAL_FACT: 'signalFact',
  /** Word of a municipality about a signal. */
  SIGNAL_FEEDBACK: 'signalFeedback',
  /** What became of a letter after it had left. */
  DELIVERY_FEEDBACK: 'deliveryFeedback',
  /** A movement on the creditor's bank account, from a statement. */
  BANK_ENTRY: 'bankEntry',
  /** What a person does with unmatched money. */
  MONEY_DEED: 'moneyDeed',
  /** What somebody says of a task. */
  TASK: 'task',
  /** A bank statement that was read to its end; its entries stand before it. */
  BANK_STATEMENT: 'bankStatement',
} as const;
export type RowKind = (typeof RowKind)[keyof typeof RowKind];

/** What somebody says of a task: that it is done, that nothing is to be done, or who has it. */
export type StagedTaskWord = { readonly task: number } & (
  | { readonly word: 'done'; readonly reason?: string }
  | { readonly word: 'dismiss'; readonly reason: string }
  /** Without a name: nobody. */
  | { readonly word: 'assign'; readonly to?: string }
);

/** An invoice as staged; a field that was blank is absent. Amounts are minor units. */
export interface StagedInvoice {
  readonly number: string;
  readonly customer: string;
  readonly issuedOn: Day;
  readonly dueOn?: Day;
  readonly amount: number;
  readonly currency: string;
  readonly transferMode?: TransferMode;
  readonly disputed?: boolean;
  /** The last level that another system delivered, and when; both or neither. */
  readonly lastLevel?: string;
  readonly lastLevelOn?: Day;
  readonly reference?: string;
  readonly contract?: string;
}

/** A payment or other booking as staged. */
export interface StagedPayment {
  /** The invoice it is for; one that is not known yet is waited for. */
  readonly invoice?: string;
  /** Whose money it is, when no invoice takes it: a prepayment, a credit note that stands alone. */
  readonly customer?: string;
  readonly bookedOn: Day;
  readonly amount: number;
  readonly currency: string;
  readonly externalId: string;
  readonly kind: EntryKind;
  /** The file that it stands in. */
  readonly file?: string;
}

/** What became of a letter after it had left, as its channel tells it. No personal data. */
export interface StagedDeliveryFeedback {
  /** The same one again changes nothing. */
  readonly externalId: string;
  /** Key of the letter. */
  readonly key: string;
  readonly result: FeedbackOutcome;
  /** The channel that tells it: word about one that the letter has left by another than since changes nothing. */
  readonly channel?: LevelChannel;
  readonly on: Day;
  /** Such as the status code of a bounce; nothing that names the debtor. */
  readonly note?: string;
}

/** A receipt as a collector's settlement file has it. */
export interface StagedReceipt {
  /** Name of the collector configuration that the file is about. */
  readonly collector: string;
  /** Reference of the case. */
  readonly case: string;
  readonly receipt: string;
  readonly receivedOn: Day;
  readonly amount: number;
  readonly currency: string;
}

/** A movement on the creditor's account as its bank statement has it; payer and texts are personal data. */
export interface StagedBankEntry {
  /** The bank's own reference of the entry; unique per creditor. */
  readonly externalId: string;
  readonly bookedOn: Day;
  readonly valueOn?: Day;
  /** Minor units, more than zero; the direction says which way it went. */
  readonly amount: number;
  readonly currency: string;
  readonly direction: 'in' | 'out';
  readonly isReturn?: boolean;
  /** End-to-end id or bank reference of the payment that a return takes back. */
  readonly returnOf?: string;
  readonly returnReason?: string;
  readonly endToEndId?: string;
  readonly structuredReference?: string;
  readonly text?: string;
  readonly payerName?: string;
  readonly payerIban?: string;
  /** The id of the batch booking that it is a part of, where the bank gives that a reference. */
  readonly partOf?: string;
  /** The statement's file, as it was named, and the line or entry in it. */
  readonly file: string;
  readonly line: number;
}

/** A statement of a bank account as staged, so that missing ones are found. Amounts are minor units with their sign. */
export interface StagedBankStatement {
  /** The creditor's account, as its IBAN. */
  readonly account: string;
  /** What the bank calls the statement. */
  readonly id: string;
  readonly number?: number;
  /** Of a statement in several parts. */
  readonly page?: number;
  /** False for a part after which others come. */
  readonly isLast: boolean;
  readonly opening?: number;
  readonly closing?: number;
  /** The last day that it tells of. */
  readonly closesOn: Day;
  /** All its entries were read, and they lead from its opening to its closing balance. */
  readonly isWhole: boolean;
  /** A person says that it counts, whatever is missing before it or in it. */
  readonly isAccepted?: boolean;
  readonly file: string;
  readonly line: number;
}

/** A customer as staged; a field that was blank is absent. */
export interface StagedCustomer {
  readonly customer: string;
  readonly name: string;
  readonly kind?: CustomerKind;
  readonly registerNumber?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly street?: string;
  readonly postcode?: string;
  readonly city?: string;
  readonly country?: string;
  readonly language?: string;
  readonly birthDate?: Day;
  readonly representative?: string;
  readonly dunningOptOut?: boolean;
  readonly archived?: boolean;
  /** The day on which a direct debit was announced to collect what is open. */
  readonly directDebitOn?: Day;
  /** Not to be reported to a municipality, and why; `no` takes it back. */
  readonly signalOptOut?: OptOutReason | 'no';
  /** What was offered or answered about passing data on, and when; both or neither. */
  readonly signalConsent?: ConsentStatus;
  readonly signalConsentOn?: Day;
  /** The day for which a disconnection or eviction is planned. */
  readonly disconnectionPlannedOn?: Day;
}
