import type { AgreementSettings } from '../agreements/settings.ts';
import type { CaseSettings } from '../case/settings.ts';
import type { LevelChannel } from '../effects/channels.ts';
import type { MinuteOfDay } from '../kernel/day.ts';
import type { ChargeRules } from '../money/charge-rules.ts';
import type { SignalSettings } from '../signals/settings.ts';

/** What a level is: a reminder asks, the notice announces collection. */
export const LevelKind = { reminder: 'reminder', notice: 'notice' } as const;
export type LevelKind = (typeof LevelKind)[keyof typeof LevelKind];

/** One step of the dunning path. */
export interface Level {
  readonly name: string;
  readonly kind: LevelKind;
  /** Days from the due date before which the level never goes out. */
  readonly daysAfterDue: number;
  /** Days from the delivery of the level before; present from the second level on. */
  readonly minDaysSincePrevious?: number;
  /** Days the debtor has to pay; present on the notice, and only there. */
  readonly paymentDays?: number;
  /** Marks the final reminder when it is not the notice. */
  readonly final?: boolean;
  /** The channels it may leave by, the first one first; absent: e-mail, then letter. */
  readonly channels?: readonly LevelChannel[];
}

/** How a claim reaches collection: 10 by itself, 20 from a list after some working days, 30 when approved. */
export type TransferMode = 10 | 20 | 30;

/** The local hours in which letters may go out: from the first minute up to, not including, the last. */
export interface SendingWindow {
  readonly from: MinuteOfDay;
  readonly until: MinuteOfDay;
}

/** Mode 20: the working days after listing, of which a creditor chooses one, on which a claim may transfer. */
export const TRANSFER_WORKING_DAYS = [2, 3] as const;

/** When and how claims go to collection. */
export interface TransferSettings {
  readonly mode: TransferMode;
  /** Mode 20: the working day after listing on which the claim transfers. */
  readonly workingDays: (typeof TRANSFER_WORKING_DAYS)[number];
  /** Local time of the daily transfer run. */
  readonly at: MinuteOfDay;
  /** Full calendar days on the list after which a claim is closed. */
  readonly closeAfterDays: number;
}

/** What becomes of costs, fees or interest left over once the principal is paid. */
export type Settlement =
  | { readonly kind: 'keep' }
  /** `afterDays` full days after nothing else was left; absent: at once. */
  | { readonly kind: 'waive'; readonly afterDays?: number }
  /** `below` in minor units, exclusive. */
  | { readonly kind: 'writeOff'; readonly below: number; readonly afterDays?: number };

/** The rules an invoice is dunned by; an invoice pins the version it was taken in with. */
export interface Policy {
  /** Minor units; an open amount strictly below it is not dunned. */
  readonly minimumAmount: number;
  /** Empty, or ending with the only notice. */
  readonly levels: readonly Level[];
  readonly sending: SendingWindow;
  readonly transfer: TransferSettings;
  readonly onDisputed: 'hold' | 'ignore';
  readonly onChargeback: 'reopen' | 'case';
  /** When set, nothing is sent once the ledger is older than this. */
  readonly ledgerFreshHours?: number;
  readonly settlement: Settlement;
  /** The money that dunning adds, and what payments go to first; absent: nothing is added. */
  readonly charges?: ChargeRules;
  readonly onUnmatchedCredit: 'ignore' | 'wait';
  /** Days a letter counts as under way after it was handed over. */
  readonly postalDays: number;
  /** How its debt collection cases go; absent: the defaults. */
  readonly cases?: CaseSettings;
  /** What debtors may agree to, and what is told beforehand; absent: the defaults. */
  readonly agreements?: AgreementSettings;
}

/** Local days the creditor adds to or removes from its country's holidays, as ISO dates. */
export interface HolidayChanges {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** A tenant: who is owed, where, in which currency and language, and by which policy. */
export interface Creditor {
  readonly creditor: string;
  readonly name: string;
  readonly country: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly language: string;
  readonly holidays: HolidayChanges;
  /** When set, an invoice is taken up this many days before its first step instead of at once. */
  readonly enrolDaysAhead?: number;
  /** The bank accounts that debtors pay to, as IBANs without spaces; absent: no statements are taken in. */
  readonly bankAccounts?: readonly string[];
  readonly policy: Policy;
  /** When set, customers in arrears are prepared for signals to their municipality. */
  readonly signals?: SignalSettings;
}
