import type { EffectState } from '../effects/effect.ts';
import type { Day, Instant } from '../kernel/day.ts';
import { HoldReason } from '../kernel/holds.ts';
import type { LedgerEntry } from '../kernel/ledger.ts';
import type { TaskKind } from '../tasks/task.ts';

/** What a debtor and the creditor agreed on: to pay in parts, or so much by a day. */
export const AgreementKind = { PLAN: 'payment plan', PROMISE: 'promise to pay' } as const;
export type AgreementKind = (typeof AgreementKind)[keyof typeof AgreementKind];

export const AgreementStatus = {
  ACTIVE: 'ACTIVE',
  /** All that was agreed is paid, or nothing of its invoices is open. */
  COMPLETED: 'COMPLETED',
  BROKEN: 'BROKEN',
  CANCELLED: 'CANCELLED',
} as const;
export type AgreementStatus = (typeof AgreementStatus)[keyof typeof AgreementStatus];

/** What ended it, or that it goes on. */
export type AgreementEnd = Exclude<AgreementStatus, 'ACTIVE'>;

/** Its invoices are paused for this reason while it is active. */
export const HOLD_REASON_OF = {
  [AgreementKind.PLAN]: HoldReason.PAYMENT_PLAN,
  [AgreementKind.PROMISE]: HoldReason.PROMISE_TO_PAY,
} as const satisfies Readonly<Record<AgreementKind, HoldReason>>;

export interface Instalment {
  /** From 1 on. */
  readonly nr: number;
  readonly dueOn: Day;
  /** Minor units. */
  readonly amount: number;
}

/** The mail that reminds of an instalment, once there is one. */
export interface InstalmentMail {
  /** Its permanent key. */
  readonly key: string;
  readonly nr: number;
  readonly state: EffectState;
  /** When the next hand-over may be tried: backoff after a failure, or the end of a lease. */
  readonly nextAttemptAt: Instant;
}

/** An invoice of an agreement, with what was known of it when that was made. */
export interface AgreedInvoice {
  readonly number: string;
  /** Principal at intake. */
  readonly amount: number;
  readonly ledger: readonly LedgerEntry[];
  readonly openBefore: number;
  readonly paidBefore: number;
  readonly forgivenBefore: number;
}

/** One payment plan or promise to pay, with the ledgers of all its invoices. */
export interface Agreement {
  readonly id: number;
  readonly kind: AgreementKind;
  readonly status: AgreementStatus;
  readonly madeOn: Day;
  readonly currency: string;
  readonly instalments: readonly Instalment[];
  /** In the order they were taken in; the first that is still open speaks for all. */
  readonly invoices: readonly AgreedInvoice[];
  readonly mails: readonly InstalmentMail[];
}

type BrokenTask = typeof TaskKind.BROKEN_PLAN | typeof TaskKind.BROKEN_PROMISE;

/** One that was just made, to write down with its words. */
export interface NewAgreement {
  readonly agreement: Agreement;
  readonly note: string | null;
}

/** The end of an agreement, as one of its invoices brought it about. */
export interface EndedAgreement {
  readonly id: number;
  readonly status: AgreementEnd;
  readonly on: Day;
  readonly reason: string | null;
  /** Who ended it, and in answer to which message. */
  readonly by: string;
  readonly commandId: string | null;
  /** The invoice of it, other than the one that looked, on which a person is asked; null when nobody is. */
  readonly askedOn: { readonly invoice: string; readonly task: BrokenTask; readonly note: string } | null;
}
