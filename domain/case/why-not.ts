import { EffectState } from '../effects/effect.ts';
import { formatDay } from '../kernel/day.ts';
import { HOLDS_IN_ENGLISH, type HoldWords, holdReasonInWords } from '../kernel/hold-words.ts';
import { isInForce } from '../kernel/holds.ts';
import { formatAmount } from '../kernel/money.ts';
import { taskInWords } from '../tasks/words.ts';
import type { ConfigurationChoice } from './choose-configuration.ts';
import { openOfCase } from './money.ts';
import { isWithCollector, orderUnderWay, stopsCases } from './order.ts';
import type { CaseSituation } from './situation.ts';
import { CaseState, hasCaseEnded } from './state.ts';
import { CASE_STATE_IN_WORDS } from './words.ts';

/** The rules that stand between a case and its money. */
export const CaseRule = {
  GOES_ON: 'GOES_ON',
  NOT_HELD: 'NOT_HELD',
  SOMETHING_OPEN: 'SOMETHING_OPEN',
  NOBODY_NEEDED: 'NOBODY_NEEDED',
  DUE_DATE_PASSED: 'DUE_DATE_PASSED',
  PREPARED: 'PREPARED',
  CONFIGURATION: 'CONFIGURATION',
  REVIEWED: 'REVIEWED',
  NOT_WITHDRAWN: 'NOT_WITHDRAWN',
  ORDERED: 'ORDERED',
  ACCEPTED: 'ACCEPTED',
  REPORTS_READ: 'REPORTS_READ',
  COLLECTOR_TOLD: 'COLLECTOR_TOLD',
  NOT_TIMED_OUT: 'NOT_TIMED_OUT',
  PRINCIPAL_OPEN: 'PRINCIPAL_OPEN',
} as const;
export type CaseRule = (typeof CaseRule)[keyof typeof CaseRule];

/** One rule as it stands for a case now. */
export interface CaseCheck {
  readonly rule: CaseRule;
  readonly passes: boolean;
  /** One sentence with the dates and amounts it was judged by. */
  readonly says: string;
}

interface Situation extends CaseSituation {
  /** The configuration that it would get now. */
  readonly choice: ConfigurationChoice;
  readonly holdWords: HoldWords;
}

/**
 * Every rule that stands between a case and its collector, with pass or fail; once the collector has it, every rule
 * of what is waited for. The answer to "why does nothing happen?".
 *
 * Facts must be settled (see `settleCase`), as for `nextCaseStep`, whose rules these are in words.
 */
export function explainCase(
  given: CaseSituation,
  choice: ConfigurationChoice,
  holdWords = HOLDS_IN_ENGLISH,
): readonly CaseCheck[] {
  const situation = { ...given, choice, holdWords };
  const goes = goesOn(situation);
  if (!goes.passes) return [goes];
  const rules = isWithCollector(given.facts) ? AT_THE_COLLECTOR : TO_THE_COLLECTOR;
  return [goes, ...rules.map((rule) => rule(situation))];
}

function check(rule: CaseRule, passes: boolean, ifPassed: string, ifFailed: string): CaseCheck {
  return { rule, passes, says: passes ? ifPassed : ifFailed };
}

function goesOn({ facts }: Situation): CaseCheck {
  const { state, outcome, deactivatedAt } = facts.state;
  const how = outcome === null ? '' : ` (${outcome})`;
  const says =
    deactivatedAt === null
      ? `The case is ${CASE_STATE_IN_WORDS[state]}${how}.`
      : 'The case was deactivated, for good.';
  return check(CaseRule.GOES_ON, deactivatedAt === null && !hasCaseEnded(state), says, says);
}

function notHeld({ facts, calendar, asOf, holdWords }: Situation): CaseCheck {
  const holds = facts.holds.filter((hold) => stopsCases(hold) && isInForce(hold, calendar, asOf));
  const said = holds.map(({ scope, reason, from, until }) => {
    const end = until === null ? 'until it is resumed' : `until ${formatDay(until)}`;
    return `${scope} (${holdReasonInWords(reason, holdWords)}) from ${formatDay(from)} ${end}`;
  });
  return check(CaseRule.NOT_HELD, holds.length === 0, 'Nothing is paused.', `Paused: ${said.join('; ')}.`);
}

function somethingOpen({ facts, today }: Situation): CaseCheck {
  const { total } = openOfCase(facts, today);
  const open = `${formatAmount(total, facts.currency)} ${facts.currency}`;
  return check(CaseRule.SOMETHING_OPEN, total > 0, `${open} are open.`, 'Nothing is open any more.');
}

function nobodyNeeded({ facts }: Situation): CaseCheck {
  const needs = facts.tasks.map(taskInWords).join(' ');
  return check(CaseRule.NOBODY_NEEDED, facts.tasks.length === 0, 'It asks for nobody.', needs);
}

function dueDatePassed({ facts, today }: Situation): CaseCheck {
  const on = formatDay(facts.dueOn);
  const rule = CaseRule.DUE_DATE_PASSED;
  return check(rule, facts.dueOn < today, `It was due on ${on}.`, `It is due only on ${on}.`);
}

function prepared({ facts }: Situation): CaseCheck {
  const isPrepared = facts.state.state !== CaseState.PREPARING;
  const waits = 'Nobody has marked it as prepared.';
  const byItself = 'It was marked as prepared and waits for a configuration, or the system prepares it next.';
  return check(
    CaseRule.PREPARED,
    isPrepared,
    'It is prepared.',
    facts.state.preparedAt === null ? waits : byItself,
  );
}

function configuration({ facts, choice }: Situation): CaseCheck {
  const { configuration: got } = facts;
  const looked = choice.because.map(({ name }) => name).join(', ') || 'none';
  const none = `No collector configuration matches; looked at ${looked}.`;
  if (got !== null) {
    return check(CaseRule.CONFIGURATION, true, `It is for ${got.name}, version ${got.version}.`, none);
  }
  const would = `It would go to ${choice.chosen?.name ?? ''}.`;
  return check(CaseRule.CONFIGURATION, choice.chosen !== null, would, none);
}

function reviewed({ facts, choice }: Situation): CaseCheck {
  const { state, reviewer } = facts.state;
  const rule = CaseRule.REVIEWED;
  if (state === CaseState.PREPARING) {
    const skips = choice.chosen?.skipReview === true;
    return check(
      rule,
      skips,
      'Its configuration skips the review.',
      'It has to be reviewed once it is prepared.',
    );
  }
  const passed = reviewer === null ? 'Its configuration skips the review.' : `${reviewer} has reviewed it.`;
  return check(rule, state !== CaseState.REVIEWING, passed, 'Nobody has marked it as reviewed.');
}

function notWithdrawn({ facts }: Situation): CaseCheck {
  return check(
    CaseRule.NOT_WITHDRAWN,
    !facts.state.withdrawalAsked,
    'Nobody asked to withdraw it.',
    'Its withdrawal was asked for; the collector has not acknowledged it yet.',
  );
}

const NEEDS_A_PERSON: readonly EffectState[] = [
  EffectState.UNCERTAIN,
  EffectState.FAILED,
  EffectState.BOUNCED,
];

function ordered({ facts, asOf }: Situation): CaseCheck {
  const order = orderUnderWay(facts);
  const rule = CaseRule.ORDERED;
  if (order === null) return check(rule, true, 'No order is under way: nothing keeps it back.', '');
  if (NEEDS_A_PERSON.includes(order.state)) {
    return check(rule, false, '', `The order is ${order.state} after ${attempts(order.attempts)}.`);
  }
  const isDue = order.nextAttemptAt <= asOf;
  const at = new Date(order.nextAttemptAt).toISOString();
  return check(
    rule,
    isDue,
    'The order is due to be handed over now.',
    `The order was not taken in ${attempts(order.attempts)}; the next one is at ${at}.`,
  );
}

function attempts(n: number): string {
  return n === 1 ? '1 attempt' : `${n} attempts`;
}

function accepted({ facts }: Situation): CaseCheck {
  return check(
    CaseRule.ACCEPTED,
    facts.state.state === CaseState.PROCESSING,
    'The collector has accepted it.',
    'The collector has the order and has not accepted it yet.',
  );
}

function reportsRead({ facts }: Situation): CaseCheck {
  const rule = CaseRule.REPORTS_READ;
  return check(rule, !facts.hasReports, 'Every report was read.', 'A report of the collector lies unread.');
}

function collectorTold({ facts }: Situation): CaseCheck {
  const untold = facts.untold.length + facts.instructions.length;
  return check(
    CaseRule.COLLECTOR_TOLD,
    untold === 0,
    'The collector knows all that it has to know.',
    `Words on their way to the collector, or in need of a person: ${untold}.`,
  );
}

function notTimedOut({ facts, today }: Situation): CaseCheck {
  const { processingTimeoutOn: on } = facts.state;
  const rule = CaseRule.NOT_TIMED_OUT;
  if (on === null) return check(rule, true, 'Its time has not begun.', '');
  return check(
    rule,
    today < on,
    `It times out on ${formatDay(on)}.`,
    `It has timed out on ${formatDay(on)}.`,
  );
}

function principalOpen({ facts, today }: Situation): CaseCheck {
  const { principal } = openOfCase(facts, today);
  const open = `${formatAmount(principal, facts.currency)} ${facts.currency} of the principal are open.`;
  const { onPrincipalPaid } = facts.settings;
  const follows = onPrincipalPaid === 'pause' ? 'a person decides about the rest' : 'it completes by itself';
  return check(CaseRule.PRINCIPAL_OPEN, principal > 0, open, `The principal is paid: ${follows}.`);
}

const TO_THE_COLLECTOR = [
  notHeld,
  somethingOpen,
  dueDatePassed,
  prepared,
  configuration,
  reviewed,
  notWithdrawn,
  ordered,
  nobodyNeeded,
];
const AT_THE_COLLECTOR = [
  accepted,
  notHeld,
  principalOpen,
  somethingOpen,
  notWithdrawn,
  reportsRead,
  collectorTold,
  notTimedOut,
  nobodyNeeded,
];
