import type { Day } from '../domain/kernel/day.ts';
import type { FeedbackKind } from '../domain/signals/feedback.ts';
import type {
  ConsentStatus,
  ContactChannel,
  ContactOutcome,
  DisconnectionKind,
  OptOutReason,
  OptOutSource,
  StopReason,
} from '../domain/signals/signal.ts';

/** What is staged about a customer for signals. */
export const SignalFactKind = {
  OPT_OUT: 'optOut',
  /** Takes an opt-out back. */
  OPT_IN: 'optIn',
  CONTACT: 'contact',
  CONSENT: 'consent',
  /** Plans a disconnection or eviction, or moves the one planned. */
  PLAN: 'plan',
  END_PLAN: 'endPlan',
  STOP: 'stop',
  RELEASE: 'release',
} as const;
export type SignalFactKind = (typeof SignalFactKind)[keyof typeof SignalFactKind];

interface Of<Kind extends SignalFactKind> {
  readonly fact: Kind;
  /** The customer number. */
  readonly customer: string;
}
interface Noted {
  readonly note?: string;
}
/** The same one staged again records nothing. */
interface Once {
  readonly externalId: string;
}
/** A plan of the customer, or of one of its contracts. */
interface OfPlan {
  readonly contract?: string;
}

type StagedOptOut = Of<'optOut'> &
  Noted & { readonly reason: OptOutReason; readonly source: OptOutSource; readonly on: Day };
type StagedOptIn = Of<'optIn'>;
export type StagedContact = Of<'contact'> &
  Noted &
  Once & { readonly on: Day; readonly channel: ContactChannel; readonly outcome: ContactOutcome };
export type StagedConsent = Of<'consent'> &
  Once & { readonly on: Day; readonly status: ConsentStatus; readonly text?: string };
export type StagedPlan = Of<'plan'> &
  OfPlan &
  Noted &
  Once & { readonly kind: DisconnectionKind; readonly plannedOn: Day };
export type StagedPlanEnd = Of<'endPlan'> & OfPlan & { readonly because: string };
export type StagedStop = Of<'stop'> &
  OfPlan &
  Noted &
  Once & { readonly reason: StopReason; readonly from: Day; readonly until?: Day };
export type StagedRelease = Of<'release'> & OfPlan & { readonly reason?: StopReason };

export type StagedSignalFact =
  | StagedOptOut
  | StagedOptIn
  | StagedContact
  | StagedConsent
  | StagedPlan
  | StagedPlanEnd
  | StagedStop
  | StagedRelease;

/** Word of a municipality as staged; about a signal by its reference, or about a customer's last one. */
export interface StagedFeedback {
  readonly externalId: string;
  readonly reference?: string;
  readonly customer?: string;
  readonly kind: FeedbackKind;
  /** The municipality's code, or its reason of a rejection. */
  readonly code: string;
  readonly municipalityReference?: string;
  readonly on: Day;
  readonly note?: string;
}
