import type { Day, Instant } from '../domain/kernel/day.ts';
import type {
  ConsentStatus,
  ContactChannel,
  ContactOutcome,
  DisconnectionKind,
  Sector,
  SignalAction,
  SignalType,
} from '../domain/signals/signal.ts';
import type { Recipient } from './claim.ts';

/** A signal as its gateway is given it: the snapshot frozen at the moment of sending. */
export interface SignalContent {
  readonly kind: 'signal';
  /** Ours, permanent and without personal data: feedback names it. Equal to the effect's key. */
  readonly reference: string;
  readonly action: SignalAction;
  readonly type: SignalType;
  /** Update and Remove: reference of the signal reported before. */
  readonly replaces: string | null;
  readonly creditor: { readonly id: string; readonly name: string; readonly country: string };
  readonly sector: Sector | null;
  /** The creditor's own number at the service. */
  readonly participant: string | null;
  /** `reference` in it is the customer number. */
  readonly customer: Recipient & {
    readonly birthDate: Day | null;
    readonly phone: string | null;
    readonly language: string;
  };
  readonly arrears: {
    /** Overdue and open, disputed parts left out, in minor units. */
    readonly amount: number;
    readonly currency: string;
    /** Since when the oldest open part is owed: its due date, or the day on which it came to be owed anew after it had been paid. */
    readonly originOn: Day;
    readonly invoices: readonly {
      readonly number: string;
      readonly contract: string | null;
      readonly dueOn: Day;
      readonly open: number;
      readonly finalReminderOn: Day | null;
    }[];
  } | null;
  readonly contactAttempts: readonly {
    readonly on: Day;
    readonly channel: ContactChannel;
    readonly outcome: ContactOutcome;
  }[];
  readonly consent: { readonly status: ConsentStatus; readonly on: Day; readonly text: string | null } | null;
  /** Crisis: what is planned, and when. */
  readonly disconnection: {
    readonly kind: DisconnectionKind;
    readonly plannedOn: Day;
    readonly contract: string | null;
  } | null;
  /** Day the signal is written for. */
  readonly on: Day;
}

/** Which prepared signals an operator means; what is left out does not restrict. */
export interface SignalFilter {
  readonly type?: SignalType | undefined;
  readonly action?: SignalAction | undefined;
  readonly gateway?: string | undefined;
  /** Minor units. */
  readonly amountAtLeast?: number | undefined;
  /** Only what stood on the list at that moment: what came later was not looked at. */
  readonly preparedUntil?: Instant | undefined;
  /** Ids of prepared signals. */
  readonly candidates?: readonly number[] | undefined;
}

export interface EvaluationInput {
  readonly creditor: string;
}

export interface EvaluationCounts {
  readonly added: number;
  readonly kept: number;
  readonly removed: number;
}

export interface EvaluationProgress {
  readonly runId: number;
  readonly customers: number;
  readonly early: EvaluationCounts;
  readonly crisis: EvaluationCounts;
  readonly isDone: boolean;
  /** Why nothing was evaluated, such as settings that were taken back. */
  readonly says: string | null;
}

/** Approves what matches and sends it. */
export interface SendSignalsInput {
  readonly creditor: string;
  /** Of this send; the same one again answers with the first. */
  readonly sendId: string;
  readonly by: string;
  readonly filter: SignalFilter;
}

/** What became of one customer in a send. */
export const SendOutcome = {
  SENT: 'sent',
  /** Something changed since it was prepared: shown, not sent. */
  CHANGED: 'changed',
  /** The gateway is away: tried again by itself. */
  DELAYED: 'delayed',
  /** The municipality refused it at once, with a code. */
  REJECTED: 'rejected',
  /** No further attempt can help. */
  FAILED: 'failed',
  /** It may have arrived; a person has to find out. */
  UNCERTAIN: 'uncertain',
} as const;
export type SendOutcome = (typeof SendOutcome)[keyof typeof SendOutcome];

export interface SendProgress {
  readonly total: number;
  readonly done: number;
  readonly outcomes: Readonly<Record<SendOutcome, number>>;
  /** When the next delayed one is tried again; null when none waits. */
  readonly nextAttemptAt: Instant | null;
  readonly isDone: boolean;
}

export interface RetentionReport {
  readonly creditor: string;
  /** Signals sent before this day have lost their personal data. */
  readonly before: Day;
  readonly deleted: number;
  /** Counted again afterwards: anything but 0 is an error. */
  readonly left: number;
}

export interface SignalActivities {
  evaluateSignals(input: EvaluationInput & { readonly asOf: Instant }): Promise<EvaluationProgress>;
  approveSignals(input: SendSignalsInput & { readonly asOf: Instant }): Promise<SendProgress>;
  sendSignals(input: {
    readonly creditor: string;
    readonly sendId: string;
    readonly asOf: Instant;
  }): Promise<SendProgress>;
  eraseSignals(input: { readonly asOf: Instant }): Promise<readonly RetentionReport[]>;
}
