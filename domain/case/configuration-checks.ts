import { type Day, formatDay } from '../kernel/day.ts';
import { money } from '../kernel/money.ts';
import type { CaseCondition } from './configuration.ts';
import type { CaseEnvironment } from './state.ts';

/** What of a case decides which configuration it gets. */
export interface ConfigurationSubject {
  readonly creditor: string;
  readonly environment: CaseEnvironment;
  /** Minor units of `currency`. */
  readonly amount: number;
  readonly currency: string;
  /** Two letters, where the debtor lives; null when it is not known. */
  readonly country: string | null;
  readonly customerKind: 'consumer' | 'business' | null;
  readonly dueOn: Day | null;
  /** Name of the configuration asked for when the case was created. */
  readonly wanted: string | null;
}

/** What is looked at before a configuration takes a case. */
export const ConfigurationRule = {
  ASKED_FOR: 'ASKED_FOR',
  ACTIVE: 'ACTIVE',
  CREDITOR: 'CREDITOR',
  ENVIRONMENT: 'ENVIRONMENT',
  AMOUNT: 'AMOUNT',
  CURRENCY: 'CURRENCY',
  COUNTRY: 'COUNTRY',
  CUSTOMER_KIND: 'CUSTOMER_KIND',
  AGE: 'AGE',
} as const;
export type ConfigurationRule = (typeof ConfigurationRule)[keyof typeof ConfigurationRule];

/** One rule as it stands for the case. */
export interface ConfigurationCheck {
  readonly rule: ConfigurationRule;
  readonly passes: boolean;
  /** One sentence with the values it was judged by. */
  readonly says: string;
}

export function configurationCheck(
  rule: ConfigurationRule,
  passes: boolean,
  says: string,
): ConfigurationCheck {
  return { rule, passes, says };
}

/** Every condition with pass or fail, in the order they are written. */
export function conditionChecks(
  conditions: readonly CaseCondition[],
  subject: ConfigurationSubject,
  asOfDay: Day,
): ConfigurationCheck[] {
  return conditions.map((condition) => judge(condition, subject, asOfDay));
}

function judge(condition: CaseCondition, subject: ConfigurationSubject, asOfDay: Day): ConfigurationCheck {
  switch (condition.kind) {
    case 'amount':
      return amountCheck(condition, subject);
    case 'currency': {
      const { currency } = subject;
      const wanted = `wanted is ${listed(condition.oneOf)}`;
      const passes = condition.oneOf.includes(currency);
      return configurationCheck(ConfigurationRule.CURRENCY, passes, `The case is in ${currency}; ${wanted}.`);
    }
    case 'country': {
      const { country } = subject;
      const wanted = `wanted is ${listed(condition.oneOf)}`;
      const passes = country !== null && condition.oneOf.includes(country);
      const says =
        country === null
          ? `The debtor's country is not known; ${wanted}.`
          : `The debtor's country is ${country}; ${wanted}.`;
      return configurationCheck(ConfigurationRule.COUNTRY, passes, says);
    }
    case 'customerKind': {
      const { customerKind } = subject;
      const kind = customerKind === null ? 'not known to be a consumer or a business' : `a ${customerKind}`;
      return configurationCheck(
        ConfigurationRule.CUSTOMER_KIND,
        customerKind === condition.is,
        `The debtor is ${kind}; wanted is a ${condition.is}.`,
      );
    }
    case 'age':
      return ageCheck(condition, subject, asOfDay);
    default:
      return condition satisfies never;
  }
}

function amountCheck(
  condition: Extract<CaseCondition, { kind: 'amount' }>,
  { amount, currency }: ConfigurationSubject,
): ConfigurationCheck {
  const { atLeast, below } = condition;
  const written = (minor: number) => money(minor, condition.currency);
  const wanted = limits(
    atLeast === undefined ? undefined : `at least ${written(atLeast)}`,
    below === undefined ? undefined : `below ${written(below)}`,
  );
  if (currency !== condition.currency) {
    const says = `The case is in ${currency}, so its amount cannot be compared; wanted is ${wanted}.`;
    return configurationCheck(ConfigurationRule.AMOUNT, false, says);
  }
  const passes = isWithin(amount, atLeast, below);
  return configurationCheck(
    ConfigurationRule.AMOUNT,
    passes,
    `The amount is ${written(amount)}; wanted is ${wanted}.`,
  );
}

function ageCheck(
  { atLeastDays, underDays }: Extract<CaseCondition, { kind: 'age' }>,
  { dueOn }: ConfigurationSubject,
  asOfDay: Day,
): ConfigurationCheck {
  const wanted = limits(
    atLeastDays === undefined ? undefined : `at least ${days(atLeastDays)}`,
    underDays === undefined ? undefined : `under ${days(underDays)}`,
  );
  if (dueOn === null) {
    return configurationCheck(
      ConfigurationRule.AGE,
      false,
      `The case has no due date; wanted is ${wanted} since then.`,
    );
  }
  const age = asOfDay - dueOn;
  return configurationCheck(
    ConfigurationRule.AGE,
    isWithin(age, atLeastDays, underDays),
    `${days(age)} passed since it was due on ${formatDay(dueOn)}; wanted is ${wanted}.`,
  );
}

/** From the least, included, up to the limit, not included. */
function isWithin(value: number, least: number | undefined, limit: number | undefined): boolean {
  return (least === undefined || value >= least) && (limit === undefined || value < limit);
}

function limits(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(' and ') || 'any';
}

function listed(words: readonly string[]): string {
  return words.join(' or ');
}

function days(n: number): string {
  return n === 1 ? '1 day' : `${n} days`;
}
