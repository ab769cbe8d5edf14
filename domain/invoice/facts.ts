import type { Agreement } from '../agreements/agreement.ts';
import type { Reached } from '../effects/channels.ts';
import type { EffectState } from '../effects/effect.ts';
import type { CustomerMoney } from '../intake/customer-money.ts';
import type { PaymentOrder } from '../kernel/balance.ts';
import type { CustomerKind } from '../kernel/customer-kind.ts';
import type { Day, Instant } from '../kernel/day.ts';
import type { Hold } from '../kernel/holds.ts';
import type { LedgerEntry } from '../kernel/ledger.ts';
import type { SentLetter } from '../money/sent-letter.ts';
import type { InvoiceTask, OpenTask } from '../tasks/task.ts';
import type { Dispute } from './dispute.ts';
import type { LevelKind, TransferMode } from './policy.ts';
import { type CloseReason, Stage } from './stage.ts';

/** Everything about one invoice that the rules look at, read in one transaction. */
export interface InvoiceFacts {
  readonly creditor: string;
  /** Of the creditor: its law says what may be charged. */
  readonly country: string;
  readonly number: string;
  /** Principal at intake, in minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly issuedOn: Day;
  /** The day the path begins here: of the opening position, else the issue day. */
  readonly startsOn: Day;
  /** Null when the invoice has no due date: then nothing is ever sent. */
  readonly dueOn: Day | null;
  /** The invoice's own mode; null leaves it to the pinned policy. */
  readonly ownTransferMode: TransferMode | null;
  readonly state: InvoiceState;
  /** What waits for a person, the oldest first. */
  readonly tasks: readonly OpenTask<InvoiceTask>[];
  /** What a person dismissed since it ended; empty while its path goes on. */
  readonly dismissedTasks: readonly OpenTask<InvoiceTask>[];
  /** Every booking known, future ones included, in the order they were recorded. */
  readonly ledger: readonly LedgerEntry[];
  /** Which component payments go to first, by the pinned policy; absent: the default. */
  readonly paymentOrder?: PaymentOrder;
  /** Holds of all scopes that touch this invoice, ended ones included. */
  readonly holds: readonly Hold[];
  /** Payment plans and promises that pause it; an ended one only until its pause is over. */
  readonly agreements: readonly Agreement[];
  /** The part of it that is disputed, or conceded and not credited yet. */
  readonly dispute: Dispute | null;
  readonly customer: CustomerFacts;
  /** What went out, in order; read only where the policy adds money, for the law asks for it. */
  readonly letters?: readonly LetterFacts[];
  /** A letter on its way to its gateway. */
  readonly pendingEffect: PendingEffect | null;
  /** When the creditor's ledger was last known to be complete; null when never told. */
  readonly ledgerFreshAt: Instant | null;
  /** Rules that need a clock common to several invoices are left out of a rehearsal. */
  readonly rehearsal: boolean;
  /** Rehearsal: the moment of the next event of the script for this invoice. */
  readonly scriptedAt: Instant | null;
}

export interface CustomerFacts {
  readonly kind: CustomerKind;
  readonly acceptsDunning: boolean;
  readonly archived: boolean;
  /** Local day of an announced direct debit; nothing is sent up to and including that day. */
  readonly directDebitOn: Day | null;
  /** Money of the customer not matched to an open invoice; read only where the policy waits for it. */
  readonly unmatchedMoney: CustomerMoney;
  /** Which channels reach it. */
  readonly reached: Reached;
}

/** The mutable side of an invoice; everything in it can be rebuilt from the append-only tables. */
export interface InvoiceState {
  readonly stage: Stage;
  /** 1 at intake; each explicit restart raises it. Part of every effect key. */
  readonly round: number;
  /** How many of the policy's levels are delivered or waived: the index of the next one. */
  readonly levelsDone: number;
  /** The day from which the next level's gap counts: delivery, or a later reversal or restart. */
  readonly anchorOn: Day | null;
  readonly noticeDeliveredOn: Day | null;
  /** The notice's deadline now in force; the claim expires at the end of this local day. */
  readonly noticeDueOn: Day | null;
  /** Since when the invoice is a claim without interruption; taking it off the list is one. */
  readonly claimSince: Instant | null;
  readonly listedOn: Day | null;
  /** Transfer mode fixed at listing (mode 10: at the first run after expiry). */
  readonly fixedMode: TransferMode | null;
  /** A claim taken off the list while paused keeps its clock: the day the clock started. */
  readonly clockCarriedFrom: Day | null;
  readonly approvedAt: Instant | null;
  readonly approvedBy: string | null;
  /** Mode 10: the day of the transfer run that the amount did not permit. */
  readonly missedRunOn: Day | null;
  /** The closing day that the operator was warned of. */
  readonly warnedFor: Day | null;
  /** The stage in which it was paid or closed: a reversal goes back to it, a restart tells by it whether a level went out. */
  readonly stageBeforeEnd: Stage | null;
  /** The day from which the stage follows the ledger anew: a restart, the end of a case. Else its first day here. */
  readonly followsFrom: Day | null;
  /** The booking day of the last reopening that the stage has followed since. */
  readonly reopenedOn: Day | null;
  readonly paidOn: Day | null;
  readonly transferredOn: Day | null;
  readonly closedOn: Day | null;
  readonly closeReason: CloseReason | null;
  /** How many cases were started for it; part of their references. */
  readonly caseCount: number;
  /** The day its last case ended: from then on only starting another case acts on it. */
  readonly caseEndedOn: Day | null;
}

/** A letter that went out. */
export interface LetterFacts extends SentLetter {
  /** Name of its level. */
  readonly level: string;
  readonly kind: LevelKind;
  readonly round: number;
}

/** A letter that was planned and is not finished. */
export interface PendingEffect {
  readonly key: string;
  /** Name of its level. */
  readonly level: string;
  readonly state: EffectState;
  /** When the next hand-over may be tried: backoff after a failure, or the end of a lease. */
  readonly nextAttemptAt: Instant;
}

/** The state of an invoice that was just taken in, without an opening position. */
export const NEW_INVOICE: InvoiceState = {
  stage: Stage.OPEN,
  round: 1,
  levelsDone: 0,
  anchorOn: null,
  noticeDeliveredOn: null,
  noticeDueOn: null,
  claimSince: null,
  listedOn: null,
  fixedMode: null,
  clockCarriedFrom: null,
  approvedAt: null,
  approvedBy: null,
  missedRunOn: null,
  warnedFor: null,
  stageBeforeEnd: null,
  followsFrom: null,
  reopenedOn: null,
  paidOn: null,
  transferredOn: null,
  closedOn: null,
  closeReason: null,
  caseCount: 0,
  caseEndedOn: null,
};

/** A claim off the debt collection list: what was fixed and approved on it means nothing any more. */
export const UNLISTED = {
  listedOn: null,
  fixedMode: null,
  approvedAt: null,
  approvedBy: null,
  missedRunOn: null,
  warnedFor: null,
} as const satisfies Partial<InvoiceState>;
