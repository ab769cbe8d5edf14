import type { Day } from '../kernel/day.ts';
import type { Hold } from '../kernel/holds.ts';
import type { Stretch } from './overdue-days.ts';
import type {
  ConsentStatus,
  ContactChannel,
  ContactOutcome,
  DisconnectionKind,
  OptOutReason,
  SignalAction,
  SignalState,
  SignalType,
  StopReason,
} from './signal.ts';

/** Everything about one customer that the conditions look at, read in one transaction. */
export interface SignalFacts {
  /** The creditor's; invoices in other currencies are no part of the arrears. */
  readonly currency: string;
  readonly customer: {
    readonly name: string | null;
    readonly kind: string | null;
    readonly registerNumber: string | null;
    readonly birthDate: Day | null;
    readonly street: string | null;
    readonly postcode: string | null;
    readonly city: string | null;
    /** Two letters; null when unknown. */
    readonly country: string | null;
    readonly archived: boolean;
  };
  readonly invoices: readonly SignalInvoice[];
  /** Pauses of the customer and of the whole creditor, ended ones included. */
  readonly holds: readonly Hold[];
  /** The opt-out in force. */
  readonly optOut: { readonly reason: OptOutReason; readonly on: Day } | null;
  readonly signals: readonly PastSignal[];
  readonly contactAttempts: readonly {
    readonly on: Day;
    readonly channel: ContactChannel;
    readonly outcome: ContactOutcome;
  }[];
  /** The last word about passing data on. */
  readonly consent: { readonly status: ConsentStatus; readonly on: Day; readonly text: string | null } | null;
  /** Plans that have not ended. */
  readonly disconnections: readonly PlannedDisconnection[];
}

export interface SignalInvoice {
  readonly number: string;
  readonly contract: string | null;
  readonly dueOn: Day | null;
  /** What is open today, every booking up to today counted. */
  readonly open: number;
  /** The days at whose end it was overdue and open, up to today. */
  readonly overdueDays: readonly Stretch[];
  /** All of it. */
  readonly disputed: boolean;
  /** How much of what is open is disputed, where that is a part. */
  readonly disputedPart: number;
  /** Delivery of the final reminder; null when it was not delivered. */
  readonly finalReminderOn: Day | null;
  /** Pauses of this invoice alone, ended ones included. */
  readonly holds: readonly Hold[];
}

/** A signal that went out, or is about to. */
export interface PastSignal {
  readonly key: string;
  readonly type: SignalType;
  readonly action: SignalAction;
  readonly state: SignalState;
  readonly gateway: string;
  /** Update and Remove: the signal reported before. */
  readonly replaces: string | null;
  /** Null while it has not left. */
  readonly sentOn: Day | null;
}

export interface PlannedDisconnection {
  readonly kind: DisconnectionKind;
  readonly plannedOn: Day;
  readonly contract: string | null;
  /** What stops it today; empty when it goes on. */
  readonly stoppedBecause: readonly StopReason[];
}
