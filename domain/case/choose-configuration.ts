import type { Day } from '../kernel/day.ts';
import type { CollectorConfiguration } from './configuration.ts';
import {
  type ConfigurationCheck,
  ConfigurationRule,
  type ConfigurationSubject,
  conditionChecks,
  configurationCheck,
} from './configuration-checks.ts';

export type { ConfigurationSubject } from './configuration-checks.ts';

/** One configuration with all that speaks for it and against it. */
interface ConfigurationCandidate {
  readonly name: string;
  /** Null: nothing of that name was ever published. */
  readonly version: number | null;
  readonly priority: number | null;
  readonly checks: readonly ConfigurationCheck[];
  /** True when it could take the case; the first that could is chosen. */
  readonly fits: boolean;
}

/** The configuration chosen, or none, with every one that was looked at in the order of looking. */
export interface ConfigurationChoice {
  readonly chosen: CollectorConfiguration | null;
  readonly because: readonly ConfigurationCandidate[];
}

/**
 * Chooses how a case is collected: the first active configuration, by priority and then by name, that serves
 * creditor and environment and whose conditions all hold.
 *
 * One that was asked for by name is taken whatever its conditions say; no other takes its place when it cannot
 * be had, since whoever asked had a reason.
 */
export function chooseConfiguration(
  configurations: readonly CollectorConfiguration[],
  subject: ConfigurationSubject,
  asOfDay: Day,
): ConfigurationChoice {
  const { wanted } = subject;
  if (wanted !== null) {
    const asked = configurations.find(({ name }) => name === wanted);
    return asked === undefined ? unknown(wanted) : choiceOf([asked], subject, asOfDay);
  }
  return choiceOf([...configurations].sort(byPriority), subject, asOfDay);
}

function choiceOf(
  looked: readonly CollectorConfiguration[],
  subject: ConfigurationSubject,
  asOfDay: Day,
): ConfigurationChoice {
  const because = looked.map((one) => explained(one, subject, asOfDay));
  const chosen = looked.find((_, i) => because[i]?.fits) ?? null;
  return { chosen, because };
}

function explained(
  configuration: CollectorConfiguration,
  subject: ConfigurationSubject,
  asOfDay: Day,
): ConfigurationCandidate {
  const { name, version, priority } = configuration;
  const isWanted = subject.wanted === name;
  const required = servesChecks(configuration, subject);
  const conditions = conditionChecks(configuration.conditions, subject, asOfDay);
  const asked = configurationCheck(
    ConfigurationRule.ASKED_FOR,
    true,
    'The case asks for it by name: its conditions do not count.',
  );
  const binding = isWanted ? required : [...required, ...conditions];
  return {
    name,
    version,
    priority,
    checks: [...(isWanted ? [asked] : []), ...required, ...conditions],
    fits: binding.every(({ passes }) => passes),
  };
}

/** What must hold for every case, asked for by name or not. */
function servesChecks(
  { state, creditors, environments }: CollectorConfiguration,
  { creditor, environment }: ConfigurationSubject,
): ConfigurationCheck[] {
  const servesCreditor = creditors.length === 0 || creditors.includes(creditor);
  const servesEnvironment = environments.includes(environment);
  return [
    configurationCheck(
      ConfigurationRule.ACTIVE,
      state === 'ACTIVE',
      state === 'ACTIVE' ? 'It is active.' : 'It is inactive.',
    ),
    configurationCheck(
      ConfigurationRule.CREDITOR,
      servesCreditor,
      creditors.length === 0
        ? 'It serves all creditors.'
        : `It ${servesCreditor ? 'serves' : 'does not serve'} creditor ${creditor}: its creditors are ${creditors.join(', ')}.`,
    ),
    configurationCheck(
      ConfigurationRule.ENVIRONMENT,
      servesEnvironment,
      `The case is for ${environment}; it serves ${environments.join(' and ') || 'none'}.`,
    ),
  ];
}

function unknown(wanted: string): ConfigurationChoice {
  const says = 'The case asks for it by name, but no configuration of that name was published.';
  const check = configurationCheck(ConfigurationRule.ASKED_FOR, false, says);
  return {
    chosen: null,
    because: [{ name: wanted, version: null, priority: null, checks: [check], fits: false }],
  };
}

/** The order of looking. Names are compared by code unit, so that the order is the same on every machine. */
export function byPriority(a: CollectorConfiguration, b: CollectorConfiguration): number {
  return a.priority - b.priority || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
