import { Elsewhere } from '../../kernel/check.ts';
import { holdReasonInWords, spanInWords } from '../../kernel/hold-words.ts';
import { isInForce } from '../../kernel/holds.ts';
import { money } from '../../kernel/money.ts';
import { taskInWords } from '../../tasks/words.ts';
import { openOfCase } from '../money.ts';
import { isCaseHeld, isCaseOver, stopsCases } from '../order.ts';
import { CaseBecause } from '../plan.ts';
import type { CaseSituation } from '../situation.ts';
import { CASE_STATE_IN_WORDS } from '../words.ts';
import { type CaseCheck, CaseRule } from './check.ts';

/* What stands before a case wherever it is. */

function stateInWords({ facts }: CaseSituation): string {
  const { state, outcome, deactivatedAt } = facts.state;
  if (deactivatedAt !== null) return 'The case was deactivated, for good.';
  return `The case is ${CASE_STATE_IN_WORDS[state]}${outcome === null ? '' : ` (${outcome})`}.`;
}

export const goesOn: CaseCheck = {
  rule: CaseRule.GOES_ON,
  decided: Elsewhere.BEFORE,
  passes: ({ facts }) => !isCaseOver(facts),
  ifPassed: stateInWords,
  ifFailed: stateInWords,
};

export const notHeld: CaseCheck = {
  rule: CaseRule.NOT_HELD,
  passes: (situation) => !isCaseHeld(situation),
  ifPassed: 'Nothing is paused.',
  ifFailed: ({ facts, calendar, asOf }, words) => {
    const said = facts.holds
      .filter((hold) => stopsCases(hold) && isInForce(hold, calendar, asOf))
      .map(
        ({ scope, reason, from, until }) =>
          `${scope} (${holdReasonInWords(reason, words)}) ${spanInWords({ from, to: until })}`,
      );
    return `Paused: ${said.join('; ')}.`;
  },
  stops: CaseBecause.HELD,
};

export const somethingOpen: CaseCheck = {
  rule: CaseRule.SOMETHING_OPEN,
  passes: ({ facts, today }) => openOfCase(facts, today).total > 0,
  ifPassed: ({ facts, today }) => `${money(openOfCase(facts, today).total, facts.currency)} are open.`,
  ifFailed: 'Nothing is open any more.',
  stops: CaseBecause.NOTHING_OPEN,
};

export const notWithdrawn: CaseCheck = {
  rule: CaseRule.NOT_WITHDRAWN,
  passes: ({ facts }) => !facts.state.withdrawalAsked,
  ifPassed: 'Nobody asked to withdraw it.',
  ifFailed: 'Its withdrawal was asked for; the collector has not acknowledged it yet.',
  stops: CaseBecause.AWAITS_WITHDRAWAL,
};

/** What is asked of people is said; it keeps nothing back by itself. */
export const nobodyNeeded: CaseCheck = {
  rule: CaseRule.NOBODY_NEEDED,
  decided: Elsewhere.SAID,
  passes: ({ facts }) => facts.tasks.length === 0,
  ifPassed: 'It asks for nobody.',
  ifFailed: ({ facts }) => facts.tasks.map(taskInWords).join(' '),
};
