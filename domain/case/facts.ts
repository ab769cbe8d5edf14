import type { EffectState } from '../effects/effect.ts';
import type { OpenAmount, PaymentOrder } from '../kernel/balance.ts';
import type { Day, Instant } from '../kernel/day.ts';
import type { Hold } from '../kernel/holds.ts';
import type { LedgerEntry } from '../kernel/ledger.ts';
import type { CaseTask, OpenTask } from '../tasks/task.ts';
import type { CollectorConfiguration } from './configuration.ts';
import type { CaseSettings } from './settings.ts';
import {
  type CaseEnvironment,
  type CaseOutcome,
  type CaseSource,
  CaseState,
  type FailureCategory,
} from './state.ts';

/** Everything about one case that the rules look at, read in one transaction. */
export interface CaseFacts {
  readonly creditor: string;
  readonly reference: string;
  readonly externalId: string;
  readonly source: CaseSource;
  readonly environment: CaseEnvironment;
  readonly currency: string;
  readonly contractDate: Day;
  readonly dueOn: Day;
  /** Whom the case is against: where the address lies, and who it is. */
  readonly debtor: CaseDebtor;
  readonly state: CaseRecord;
  /** What waits for a person, the oldest first. */
  readonly tasks: readonly OpenTask<CaseTask>[];
  /** True when the case is or was about invoices here; false for cases of other services without any. */
  readonly hasInvoices: boolean;
  /** Its invoices, the oldest first; those it had, once they were taken off it. */
  readonly invoices: readonly LinkedInvoice[];
  /** What was open when the case ended. */
  readonly openAtEnd: OpenAmount;
  readonly receipts: readonly CaseReceipt[];
  /** Charges, waivers and credits of a case without linked invoices; those of others stand in their ledgers. */
  readonly charges: readonly LedgerEntry[];
  /** Which component payments go to first, by the creditor's policy; absent: the default. */
  readonly paymentOrder?: PaymentOrder;
  /** Holds of case, customer and creditor that touch this case, ended ones included. */
  readonly holds: readonly Hold[];
  /** Orders and instructions that are planned, under way or in need of a person; oldest first. */
  readonly instructions: readonly PendingInstruction[];
  /** The collector has the order. */
  readonly isOrdered: boolean;
  /** Since when the collector owes an answer to the order, and to the withdrawal. */
  readonly orderUnansweredSince: Instant | null;
  readonly withdrawalUnansweredSince: Instant | null;
  /** The configuration it was prepared with. */
  readonly configuration: CollectorConfiguration | null;
  /** The first day ahead on which a known booking on a linked invoice counts. */
  readonly bookingAhead: Day | null;
  /** Bookings on linked invoices that the collector was not told of yet. */
  readonly untold: readonly UntoldBooking[];
  /** Reports of the collector that lie unread. */
  readonly hasReports: boolean;
  /** What the collector did towards the debtor and said, by its ids: told again, it is not written again. */
  readonly knownFromCollector: readonly string[];
  readonly settings: CaseSettings;
  readonly rehearsal: boolean;
  /** Rehearsal: the moment of the next event of the script for this case. */
  readonly scriptedAt: Instant | null;
}

export interface CaseDebtor {
  readonly kind: 'consumer' | 'business' | null;
  readonly country: string | null;
}

/** The mutable side of a case. */
export interface CaseRecord {
  readonly state: CaseState;
  readonly outcome: CaseOutcome | null;
  /** A status over any state. */
  readonly deactivatedAt: Instant | null;
  /** Deactivation waits for the collector to acknowledge the withdrawal. */
  readonly deactivationAsked: boolean;
  readonly withdrawalAsked: boolean;
  /** Minor units; follows the invoices until PENDING, frozen from then on. */
  readonly amount: number;
  /** Visible to the debtor since. */
  readonly publishedAt: Instant | null;
  /** The debtor heard of this case since. */
  readonly stepsTakenAt: Instant | null;
  readonly preparedAt: Instant | null;
  readonly reviewStartedAt: Instant | null;
  readonly reviewedAt: Instant | null;
  readonly reviewer: string | null;
  readonly processingStartedAt: Instant | null;
  readonly processingTimeoutOn: Day | null;
  readonly closedAt: Instant | null;
  readonly failedAt: Instant | null;
  readonly failureCategory: FailureCategory | null;
  readonly failureReason: string | null;
  /** Since when nothing of the principal is open. */
  readonly principalPaidOn: Day | null;
  /** When the collector was last asked for its state, and its last word. */
  readonly askedAt: Instant | null;
  /** How often it could not be asked since it last answered. */
  readonly askFailures: number;
  readonly reportRevision: number;
}

export interface LinkedInvoice {
  readonly id: number;
  readonly number: string;
  readonly dueOn: Day | null;
  /** As of the decision's local day. */
  readonly open: OpenAmount;
  /** Which component its payments go to first, by its pinned policy; absent: the default. */
  readonly paymentOrder?: PaymentOrder;
}

export interface CaseReceipt {
  readonly externalId: string;
  /** Minor units, more than zero. */
  readonly amount: number;
  /** The part of it that was more than was owed. */
  readonly surplus: number;
  readonly receivedOn: Day;
  readonly recordedAt: Instant;
}

export interface UntoldBooking {
  readonly entryId: number;
  readonly externalId: string;
  readonly invoice: string;
  readonly kind: LedgerEntry['kind'];
  readonly amount: number;
  readonly bookedOn: Day;
}

/** What is said to a collector. */
export const InstructionKind = {
  ORDER: 'order',
  WITHDRAWAL: 'withdrawal',
  /** Money paid or given back directly. */
  BOOKING: 'booking',
  PAUSE: 'pause',
  RESUME: 'resume',
  MESSAGE: 'message',
  /** The case was closed here. */
  CLOSED: 'closed',
} as const;
export type InstructionKind = (typeof InstructionKind)[keyof typeof InstructionKind];

export interface PendingInstruction {
  readonly key: string;
  readonly about: InstructionKind;
  readonly state: EffectState;
  readonly nextAttemptAt: Instant;
  readonly attempts: number;
}

/** The record of a case just created. */
export const NEW_CASE: CaseRecord = {
  state: CaseState.CREATE,
  outcome: null,
  deactivatedAt: null,
  deactivationAsked: false,
  withdrawalAsked: false,
  amount: 0,
  publishedAt: null,
  stepsTakenAt: null,
  preparedAt: null,
  reviewStartedAt: null,
  reviewedAt: null,
  reviewer: null,
  processingStartedAt: null,
  processingTimeoutOn: null,
  closedAt: null,
  failedAt: null,
  failureCategory: null,
  failureReason: null,
  principalPaidOn: null,
  askedAt: null,
  askFailures: 0,
  reportRevision: 0,
};
