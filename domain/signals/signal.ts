/** What is reported: arrears that exist, or arrears that go on while the creditor intends to disconnect or evict. */
export const SignalType = { EARLY: 'early', CRISIS: 'crisis' } as const;
export type SignalType = (typeof SignalType)[keyof typeof SignalType];

/** In the order they are looked at. */
export const SIGNAL_TYPES: readonly SignalType[] = [SignalType.EARLY, SignalType.CRISIS];

/** What the municipality is asked to do with its record of the customer. */
export const SignalAction = {
  /** A new signal: none lies within the months that block another. */
  CREATE: 'create',
  /** A signal that was reported becomes another, such as an early one a crisis. */
  UPDATE: 'update',
  /** A signal that was reported is taken back. */
  REMOVE: 'remove',
} as const;
export type SignalAction = (typeof SignalAction)[keyof typeof SignalAction];

/** Where a signal stands, from the prepared list to the municipality's word. */
export const SignalState = {
  /** On the list; a person decides. */
  PREPARED: 'prepared',
  /** A person decided to send it. */
  APPROVED: 'approved',
  SENT: 'sent',
  ACKNOWLEDGED: 'acknowledged',
  /** The municipality refused it: it does not count as a report. */
  REJECTED: 'rejected',
  /** Taken back at the municipality, or off the list before it was sent. */
  REMOVED: 'removed',
} as const;
export type SignalState = (typeof SignalState)[keyof typeof SignalState];

/** Whose duties a creditor's conditions follow. */
export const Sector = {
  LANDLORD: 'landlord',
  ENERGY: 'energy',
  WATER: 'water',
  HEALTH: 'health',
} as const;
export type Sector = (typeof Sector)[keyof typeof Sector];

/** Why a customer is not to be reported. */
export const OptOutReason = {
  /** The customer does not want it, without saying why. */
  CUSTOMER_REFUSES: 'CUSTOMER_REFUSES',
  PRIVACY: 'PRIVACY',
  HEALTH: 'HEALTH',
  /** Help was found already, by the municipality or elsewhere. */
  HAS_HELP: 'HAS_HELP',
  /** The customer says that the arrears do not exist. */
  DISPUTES_ARREARS: 'DISPUTES_ARREARS',
  OTHER: 'OTHER',
} as const;
export type OptOutReason = (typeof OptOutReason)[keyof typeof OptOutReason];

/** Who opted the customer out. */
export const OptOutSource = {
  /** The customer, by the signed link of a letter. */
  LINK: 'link',
  /** An operator, on the customer. */
  OPERATOR: 'operator',
  /** Word of the municipality. */
  MUNICIPALITY: 'municipality',
} as const;
export type OptOutSource = (typeof OptOutSource)[keyof typeof OptOutSource];

/** How personal contact was tried; the kinds that the municipalities' model knows. */
export const ContactChannel = {
  PHONE: 'phone',
  VISIT: 'visit',
  LETTER: 'letter',
  CARD: 'card',
  EMAIL: 'email',
  /** SMS or a messenger. */
  MESSAGE: 'message',
  OTHER: 'other',
} as const;
export type ContactChannel = (typeof ContactChannel)[keyof typeof ContactChannel];

export const ContactOutcome = {
  REACHED: 'reached',
  NOT_REACHED: 'not reached',
  /** A message or a card was left. */
  LEFT_WORD: 'left word',
  REFUSED: 'refused',
  PAYMENT_PROMISED: 'payment promised',
  HELP_ACCEPTED: 'help accepted',
  WRONG_DETAILS: 'wrong details',
} as const;
export type ContactOutcome = (typeof ContactOutcome)[keyof typeof ContactOutcome];

/** What the customer said to passing data on to the municipality. */
export const ConsentStatus = {
  /** It was offered in writing and not refused so far. */
  OFFERED: 'offered',
  GIVEN: 'given',
  REFUSED: 'refused',
} as const;
export type ConsentStatus = (typeof ConsentStatus)[keyof typeof ConsentStatus];

export const DisconnectionKind = { DISCONNECTION: 'disconnection', EVICTION: 'eviction' } as const;
export type DisconnectionKind = (typeof DisconnectionKind)[keyof typeof DisconnectionKind];

/** Why a planned disconnection or eviction does not go on for now. */
export const StopReason = {
  /** Severe health risk for someone of the household. */
  MEDICAL: 'MEDICAL',
  PAYMENT_PLAN: 'PAYMENT_PLAN',
  HELP_REQUESTED: 'HELP_REQUESTED',
  COURT: 'COURT',
  WINTER: 'WINTER',
  OTHER: 'OTHER',
} as const;
export type StopReason = (typeof StopReason)[keyof typeof StopReason];
