import type { Situation } from '../kernel/situation.ts';
import type { Arrears } from './arrears.ts';
import type { SignalFacts } from './facts.ts';
import type { ConditionSettings, SignalSettings } from './settings.ts';
import type { SignalType } from './signal.ts';

/** The conditions that stand before a signal, in the order they are looked at. */
export const SignalCondition = {
  TYPE_ON: 'TYPE_ON',
  SOMETHING_OVERDUE: 'SOMETHING_OVERDUE',
  CUSTOMER_ACTIVE: 'CUSTOMER_ACTIVE',
  NO_BLACKOUT: 'NO_BLACKOUT',
  MINIMUM_ARREARS: 'MINIMUM_ARREARS',
  ARREARS_DAYS: 'ARREARS_DAYS',
  FINAL_REMINDERS: 'FINAL_REMINDERS',
  CONSUMER: 'CONSUMER',
  DATA_COMPLETE: 'DATA_COMPLETE',
  COUNTRY_SERVED: 'COUNTRY_SERVED',
  GATEWAY_KNOWN: 'GATEWAY_KNOWN',
  DISCONNECTION_PLANNED: 'DISCONNECTION_PLANNED',
  NOT_OPTED_OUT: 'NOT_OPTED_OUT',
  NOT_REPORTED: 'NOT_REPORTED',
  NOT_PAUSED: 'NOT_PAUSED',
  CONTACT_ATTEMPTED: 'CONTACT_ATTEMPTED',
  CONSENT: 'CONSENT',
  NO_PAYMENT_PLAN: 'NO_PAYMENT_PLAN',
  EARLY_SIGNAL_SENT: 'EARLY_SIGNAL_SENT',
  /** One of the creditor's own, named in the registry. */
  EXTRA: 'EXTRA',
} as const;
export type SignalCondition = (typeof SignalCondition)[keyof typeof SignalCondition];

/** One condition as it stands for a customer. */
export interface SignalCheck {
  readonly condition: SignalCondition;
  readonly passes: boolean;
  /** The condition's name, or its {@link failureCode} when it fails. `EXTRA:` and the name of an own one. */
  readonly code: string;
  /** One sentence with the dates and amounts it was judged by. */
  readonly says: string;
}

/** What a condition is judged on. */
export interface SignalSituation<Conditions extends ConditionSettings = ConditionSettings>
  extends Situation<SignalFacts> {
  readonly type: SignalType;
  readonly arrears: Arrears;
  readonly settings: SignalSettings;
  /** Those of the type. */
  readonly conditions: Conditions;
}

/** What is kept of a condition that failed; most keep their name. */
export function failureCode(condition: SignalCondition): string {
  return FAILURE_CODES[condition] ?? condition;
}
const FAILURE_CODES: Partial<Record<SignalCondition, string>> = {
  DATA_COMPLETE: 'DATA_INCOMPLETE',
  COUNTRY_SERVED: 'COUNTRY_NOT_SERVED',
};

/** A condition that passes with one sentence and fails with another. */
export function judged(
  condition: SignalCondition,
  passes: boolean,
  ifPassed: string,
  ifFailed: string,
): SignalCheck {
  return {
    condition,
    passes,
    code: passes ? condition : failureCode(condition),
    says: passes ? ifPassed : ifFailed,
  };
}

/** A condition that the creditor left out. */
export function leftOut(condition: SignalCondition): SignalCheck {
  return judged(condition, true, 'The creditor does not ask for this.', '');
}

export function counted(n: number, one: string, many = `${one}s`): string {
  return n === 1 ? `1 ${one}` : `${n} ${many}`;
}
