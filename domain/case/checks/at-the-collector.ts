import { checklist, Elsewhere } from '../../kernel/check.ts';
import { formatDay } from '../../kernel/day.ts';
import { money } from '../../kernel/money.ts';
import { openOfCase } from '../money.ts';
import { CaseBecause } from '../plan.ts';
import { CaseState } from '../state.ts';
import { nobodyNeeded, notHeld, notWithdrawn, somethingOpen } from './always.ts';
import { type CaseCheck, CaseRule } from './check.ts';

const accepted: CaseCheck = {
  rule: CaseRule.ACCEPTED,
  passes: ({ facts }) => facts.state.state === CaseState.PROCESSING,
  ifPassed: 'The collector has accepted it.',
  ifFailed: 'The collector has the order and has not accepted it yet.',
  stops: CaseBecause.AWAITS_COLLECTOR,
};

const principalOpen: CaseCheck = {
  rule: CaseRule.PRINCIPAL_OPEN,
  passes: ({ facts }) => facts.state.principalPaidOn === null,
  ifPassed: ({ facts, today }) =>
    `${money(openOfCase(facts, today).principal, facts.currency)} of the principal are open.`,
  ifFailed: ({ facts: { settings } }) => {
    const follows =
      settings.onPrincipalPaid === 'pause' ? 'a person decides about the rest' : 'it completes by itself';
    return `The principal is paid: ${follows}.`;
  },
  stops: CaseBecause.PRINCIPAL_PAID,
};

export const reportsRead: CaseCheck = {
  rule: CaseRule.REPORTS_READ,
  decided: Elsewhere.BEFORE,
  passes: ({ facts }) => !facts.hasReports,
  ifPassed: 'Every report was read.',
  ifFailed: 'A report of the collector lies unread.',
};

const collectorTold: CaseCheck = {
  rule: CaseRule.COLLECTOR_TOLD,
  decided: Elsewhere.BEFORE,
  passes: ({ facts }) => facts.untold.length + facts.instructions.length === 0,
  ifPassed: 'The collector knows all that it has to know.',
  ifFailed: ({ facts }) =>
    `Words on their way to the collector, or in need of a person: ${facts.untold.length + facts.instructions.length}.`,
};

const notTimedOut: CaseCheck = {
  rule: CaseRule.NOT_TIMED_OUT,
  decided: Elsewhere.BEFORE,
  passes: ({ facts, today }) => today < (facts.state.processingTimeoutOn ?? Number.POSITIVE_INFINITY),
  ifPassed: ({ facts: { state } }) =>
    state.processingTimeoutOn === null
      ? 'Its time has not begun.'
      : `It times out on ${formatDay(state.processingTimeoutOn)}.`,
  ifFailed: ({ facts }) => `It has timed out on ${formatDay(facts.state.processingTimeoutOn ?? 0)}.`,
};

/** Once the collector has the order: what is waited for. */
export const AT_THE_COLLECTOR = checklist(
  [
    ...[accepted, notHeld, principalOpen, somethingOpen, notWithdrawn],
    ...[reportsRead, collectorTold, notTimedOut, nobodyNeeded],
  ],
  [notWithdrawn],
);
