import type { Day } from '../kernel/day.ts';
import type { Situation } from '../kernel/situation.ts';
import { type Arrears, arrearsOf } from './arrears.ts';
import { arrearsDays, finalReminders, minimumArrears, somethingOverdue } from './arrears-conditions.ts';
import { judged, type SignalCheck, SignalCondition, type SignalSituation } from './check.ts';
import { disconnectionPlanned, earlySignalSent, noBlackout } from './crisis-conditions.ts';
import {
  consumer,
  countryServed,
  customerActive,
  dataComplete,
  gatewayKnown,
  noPaymentPlan,
  notOptedOut,
  notPaused,
} from './customer-conditions.ts';
import { consent, contactAttempted, notReported } from './evidence-conditions.ts';
import { extraChecks } from './extra-conditions.ts';
import type { PastSignal, SignalFacts } from './facts.ts';
import { blocksUntil } from './months.ts';
import { type ConditionSettings, gatewayFor, type SignalSettings } from './settings.ts';
import { SignalAction, SignalType } from './signal.ts';
import { isTakenBack, wasReported } from './standing.ts';

/** The signal that a customer is to be prepared for. */
interface SignalVerdict {
  readonly type: SignalType;
  readonly action: typeof SignalAction.CREATE | typeof SignalAction.UPDATE;
  readonly gateway: string;
  /** Update: the signal reported before. */
  readonly replaces: PastSignal | null;
}

export interface SignalAnswer {
  readonly today: Day;
  readonly arrears: Arrears;
  /** Null when the customer is ready for none. */
  readonly verdict: SignalVerdict | null;
  readonly early: readonly SignalCheck[];
  readonly crisis: readonly SignalCheck[];
}

/**
 * Says whether a customer is to be prepared, for which type, and how every condition stands: the answer to "why
 * is this customer (not) prepared?". Ready for both types, it is the crisis alone.
 */
export function whySignal(situation: Situation<SignalFacts>, settings: SignalSettings): SignalAnswer {
  const { facts, calendar, asOf, today } = situation;
  const arrears = arrearsOf(situation);
  const shared = { facts, arrears, settings, calendar, asOf, today };
  const early = checksOf({ ...shared, type: SignalType.EARLY, conditions: settings.early }, []);
  const inCrisis = { ...shared, type: SignalType.CRISIS, conditions: settings.crisis };
  const crisis = checksOf(inCrisis, [
    disconnectionPlanned(inCrisis),
    earlySignalSent(inCrisis),
    noBlackout(inCrisis),
  ]);
  const type = allPass(crisis) ? SignalType.CRISIS : allPass(early) ? SignalType.EARLY : null;
  return { today, arrears, verdict: verdictFor(type, facts, settings, today), early, crisis };
}

function checksOf(situation: SignalSituation, own: readonly SignalCheck[]): readonly SignalCheck[] {
  return [
    typeOn(situation.conditions),
    somethingOverdue(situation),
    minimumArrears(situation),
    arrearsDays(situation),
    finalReminders(situation),
    customerActive(situation),
    consumer(situation),
    dataComplete(situation),
    countryServed(situation),
    gatewayKnown(situation),
    notPaused(situation),
    noPaymentPlan(situation),
    notOptedOut(situation),
    notReported(situation),
    contactAttempted(situation),
    consent(situation),
    ...own,
    ...extraChecks(situation),
  ];
}

function typeOn({ isOn }: ConditionSettings): SignalCheck {
  return judged(
    SignalCondition.TYPE_ON,
    isOn,
    'The creditor sends signals of this type.',
    'The creditor sends no signals of this type.',
  );
}

function allPass(checks: readonly SignalCheck[]): boolean {
  return checks.every(({ passes }) => passes);
}

function verdictFor(
  type: SignalType | null,
  facts: SignalFacts,
  settings: SignalSettings,
  today: Day,
): SignalVerdict | null {
  const gateway = gatewayFor(facts.customer.postcode, settings);
  if (type === null || gateway === null) return null;
  if (type === SignalType.EARLY) return { type, action: SignalAction.CREATE, gateway, replaces: null };
  const replaces = earlyToUpdate(facts, updateMonths(settings), today);
  return { type, action: replaces === null ? SignalAction.CREATE : SignalAction.UPDATE, gateway, replaces };
}

/** An early signal within so many months is updated into the crisis, an older one left alone. */
export function updateMonths({ crisis }: SignalSettings): number {
  return crisis.notReportedForMonths ?? DEFAULT_UPDATE_MONTHS;
}
const DEFAULT_UPDATE_MONTHS = 6;

function earlyToUpdate(facts: SignalFacts, months: number, today: Day): PastSignal | null {
  const matching = facts.signals.filter(
    (signal) =>
      signal.type === SignalType.EARLY &&
      wasReported(signal) &&
      !isTakenBack(signal, facts.signals) &&
      blocksUntil(signal.sentOn ?? 0, months) > today,
  );
  return matching.at(-1) ?? null;
}
