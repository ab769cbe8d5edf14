import { routeNumber } from './served-country.ts';
import type { ContactChannel, Sector } from './signal.ts';

/** Evidence that is asked for before a signal. */
interface ContactSettings {
  /** How many attempts, at least 1. */
  readonly attempts: number;
  /** Only those of the last so many days count; null counts all. */
  readonly withinDays: number | null;
  /** Only these channels count; null counts all. */
  readonly channels: readonly ContactChannel[] | null;
}

/** A condition of the creditor's own, by its name in the registry, with its threshold. */
interface ExtraSetting {
  readonly name: string;
  readonly value: number;
}

/**
 * The conditions of one type of signal: null or false leaves one out.
 *
 * Not in the list because they always hold: something is overdue, the customer did not opt out and is not
 * archived, and a gateway serves the country and the postcode.
 */
export interface ConditionSettings {
  /** False: customers are never prepared for this type. */
  readonly isOn: boolean;
  readonly notPaused: boolean;
  /** The overdue open total, in minor units, that is no less than this. */
  readonly minimumArrears: number | null;
  /** Calendar months within which a customer is not reported again. */
  readonly notReportedForMonths: number | null;
  /** Open invoices with a delivered final reminder. */
  readonly finalReminders: number | null;
  readonly noPaymentPlan: boolean;
  readonly consumersOnly: boolean;
  /** Days for which the oldest of it has been owed. */
  readonly arrearsDays: number | null;
  readonly contact: ContactSettings | null;
  /** Name, birth date, street, postcode and city are known. */
  readonly dataComplete: boolean;
  /** `offered`: passing data on was offered and not refused; `given`: the customer agreed. */
  readonly consent: 'offered' | 'given' | null;
  readonly extra: readonly ExtraSetting[];
}

export interface CrisisConditionSettings extends ConditionSettings {
  /** An early signal was sent in the same unbroken arrears. */
  readonly earlySignalSent: boolean;
  /** Days that have passed since that signal at least; absent: it may have gone out today. */
  readonly minDaysAfterEarly?: number;
  /** The creditor plans to disconnect or evict, and nothing stops it. */
  readonly disconnectionPlanned: boolean;
  /** Days of the year on which no crisis signal is prepared or sent; null switches it off. */
  readonly blackout: YearWindow | null;
}

/** From the first day up to, not including, the other, each year; may pass the turn of the year. Days as `10-01`. */
export interface YearWindow {
  readonly from: string;
  readonly until: string;
}

/** When the evaluation runs. */
export interface SignalSchedule {
  readonly cron: string;
  /** IANA name; null takes the creditor's. */
  readonly timeZone: string | null;
  readonly jitterMinutes: number;
  /** A run missed by more than this is left out: the next one sees the same customers. */
  readonly catchUpHours: number;
}

/** The format a municipality's service expects; all are the neutral one, with the service's own names. */
export const SignalFormat = { NEUTRAL: 'neutral', BKR_VPS: 'bkr-vps', INFORING_RIS: 'inforing-ris' } as const;
export type SignalFormat = (typeof SignalFormat)[keyof typeof SignalFormat];

/** A way to a municipality's service. Secrets stand in the environment, under the name given here. */
export interface SignalGatewaySettings {
  readonly name: string;
  readonly format: SignalFormat;
  /** The creditor's own number at that service. */
  readonly participant: string | null;
  readonly transport:
    | { readonly kind: 'https'; readonly url: string; readonly secret: string | null }
    | { readonly kind: 'folder'; readonly folder: string; readonly writes: 'json' | 'csv' };
}

/** Customers of these postcodes, by their four digits and both ends included, go to that gateway. */
export interface SignalRoute {
  readonly gateway: string;
  readonly from: number;
  readonly to: number;
}

/** What the final reminder says about signals. */
export interface SignalLetterSettings {
  /** It offers to pass contact data on to the municipality; the offer is kept as consent. */
  readonly offer: boolean;
  readonly optOutLink: {
    /** The page's address; a signed token is added to its path. */
    readonly url: string;
    /** The environment variable that holds the keys. */
    readonly keys: string;
    /** Days for which a link works. */
    readonly days: number;
  } | null;
}

/** All that a creditor published about signals; a version never changes. */
export interface SignalSettings {
  readonly sector: Sector | null;
  readonly schedule: SignalSchedule;
  /** Months after which personal data of signals is deleted; never under 6. */
  readonly retentionMonths: number;
  readonly gateways: readonly SignalGatewaySettings[];
  /** The first that fits is taken. */
  readonly routes: readonly SignalRoute[];
  readonly early: ConditionSettings;
  readonly crisis: CrisisConditionSettings;
  /** Absent: letters say nothing of signals. */
  readonly letter?: SignalLetterSettings;
}

/** Below this the evaluation would forget reports that still block another. */
export const SHORTEST_RETENTION_MONTHS = 6;

export const DEFAULT_SCHEDULE: SignalSchedule = {
  cron: '0 6 * * *',
  timeZone: null,
  jitterMinutes: 5,
  catchUpHours: 12,
};

/** The winter in which households were not cut off. */
export const WINTER: YearWindow = { from: '10-01', until: '04-01' };

export const DEFAULT_CONDITIONS: ConditionSettings = {
  isOn: true,
  notPaused: true,
  minimumArrears: null,
  notReportedForMonths: 6,
  finalReminders: 2,
  noPaymentPlan: true,
  consumersOnly: true,
  arrearsDays: 30,
  contact: { attempts: 1, withinDays: null, channels: null },
  dataComplete: true,
  consent: null,
  extra: [],
};

export const DEFAULT_CRISIS_CONDITIONS: CrisisConditionSettings = {
  ...DEFAULT_CONDITIONS,
  earlySignalSent: true,
  disconnectionPlanned: true,
  blackout: WINTER,
};

/** The gateway of a postcode such as `3511 AB`; null when none serves it. */
export function gatewayFor(postcode: string | null, settings: SignalSettings): string | null {
  const number = routeNumber(postcode);
  if (number === null) return null;
  return settings.routes.find((route) => route.from <= number && number <= route.to)?.gateway ?? null;
}

/** Months for which data is kept: never so short that a report is forgotten while it still blocks another. */
export function monthsKept({ retentionMonths, early, crisis }: SignalSettings): number {
  const blocking = [early, crisis].map(({ notReportedForMonths }) => notReportedForMonths ?? 0);
  return Math.max(SHORTEST_RETENTION_MONTHS, retentionMonths, ...blocking);
}
