import { checklist, Elsewhere } from '../../kernel/check.ts';
import { formatDay, formatTimeOfDay, type Instant } from '../../kernel/day.ts';
import { money } from '../../kernel/money.ts';
import { firstRunAtOrAfter } from '../../kernel/working-days.ts';
import { Because, type Plan, Step } from '../plan.ts';
import type { InvoiceSituation } from '../situation.ts';
import { Stage } from '../stage.ts';
import { openOn, runNotBefore, transferModeOf, transferRun } from '../transfer-run.ts';
import { type Ahead, type InvoiceCheck, Rule } from './check.ts';
import { notAfterCase, notHeld } from './path.ts';
import { BEFORE_IT_LEAVES, CUSTOMER, dueDate, minimumAmount, nothingDisputed } from './sending.ts';

const deadlineOf = ({ facts, today }: InvoiceSituation) => facts.state.noticeDueOn ?? today;

const noticeExpired: InvoiceCheck = {
  rule: Rule.NOTICE_EXPIRED,
  decided: Elsewhere.MOMENT,
  passes: (situation) => deadlineOf(situation) < situation.today,
  ifPassed: (situation) => `The notice's deadline, ${formatDay(deadlineOf(situation))}, has passed.`,
  ifFailed: (situation) => `The notice's deadline is the end of ${formatDay(deadlineOf(situation))}.`,
};

const approved: InvoiceCheck = {
  rule: Rule.APPROVED,
  passes: ({ facts }) => facts.state.approvedAt !== null,
  ifPassed: ({ facts: { state }, calendar }) =>
    `It was approved by ${state.approvedBy ?? 'someone'} on ${formatDay(calendar.dayOf(state.approvedAt ?? 0))}.`,
  ifFailed: 'It waits for someone to approve it (mode 30).',
  stops: Because.AWAITS_APPROVAL,
};

const principalOpen: InvoiceCheck = {
  rule: Rule.PRINCIPAL_OPEN,
  passes: ({ facts, today }) => openOn(facts, today).principal > 0,
  ifPassed: ({ facts, today }) =>
    `${money(openOn(facts, today).principal, facts.currency)} of the principal is open.`,
  ifFailed: 'Only costs, fees or interest are open: that never goes to debt collection.',
  stops: Because.ONLY_COSTS_OPEN,
};

/** The run that takes the claim from now on; null where none does as it stands. */
function runAhead(situation: InvoiceSituation): Instant | null {
  const run = transferRun(situation);
  return run === null ? null : runNotBefore(run, situation);
}

function modeInWords({ facts, policy }: InvoiceSituation): string {
  const mode = transferModeOf(facts, policy);
  const n = policy.transfer.workingDays;
  return `mode ${mode}${mode === 20 ? `, ${n} working days after its listing or resume` : ''}`;
}

const runHasCome: InvoiceCheck = {
  rule: Rule.TRANSFER_RUN,
  decided: Elsewhere.MOMENT,
  passes: (situation) => (runAhead(situation) ?? Number.POSITIVE_INFINITY) <= situation.asOf,
  ifPassed: (situation) => `Its transfer run has come (${modeInWords(situation)}).`,
  ifFailed: (situation) => {
    const { facts, policy, calendar } = situation;
    const at = runAhead(situation);
    if (at === null) {
      return `No transfer run is set for it as it stands (mode ${transferModeOf(facts, policy)}).`;
    }
    const when = `${formatDay(calendar.dayOf(at))} at ${formatTimeOfDay(policy.transfer.at)}`;
    return `It goes with the transfer run of ${when} (${modeInWords(situation)}).`;
  },
};

/** A claim goes on the list whatever is paused or little is open: it shows as such there. */
export const LISTING: Ahead = {
  checks: checklist([noticeExpired]),
  isClaim: true,
  step: (situation) => ({
    step: Step.LIST_FOR_COLLECTION,
    at: situation.calendar.instantOf(deadlineOf(situation) + 1, 0),
    because: Because.NOTICE_EXPIRES,
  }),
};

const BEFORE_THE_RUN = [
  ...[notHeld, dueDate, ...CUSTOMER, principalOpen, nothingDisputed, minimumAmount],
  ...[...BEFORE_IT_LEAVES, runHasCome],
];

/** The next transfer run that may take the claim. */
export const TRANSFER: Ahead = {
  checks: checklist([noticeExpired, ...BEFORE_THE_RUN]),
  isClaim: true,
  step: (situation) => ({
    step: Step.TRANSFER_TO_COLLECTION,
    at: runAhead(situation),
    because: Because.TRANSFER_RUN,
  }),
  nextTry: ({ policy, calendar, asOf }) => firstRunAtOrAfter(calendar, asOf + 1, policy.transfer.at).at,
  instead: (situation, stoppedBy) => (OF_THE_AMOUNT.includes(stoppedBy) ? missedRun(situation) : null),
};

/** Mode 30: somebody approves each. */
export const TRANSFER_WHEN_APPROVED: Ahead = {
  ...TRANSFER,
  // Under a pause no approval is waited for.
  checks: checklist([noticeExpired, approved, ...BEFORE_THE_RUN], [notHeld]),
};

const OF_THE_AMOUNT: readonly Because[] = [Because.ONLY_COSTS_OPEN, Because.BELOW_MINIMUM];

/** Mode 10: the run passes a claim over whose amount does not permit it, and a person is told, once. */
function missedRun(situation: InvoiceSituation): Plan | null {
  const { stage, missedRunOn } = situation.facts.state;
  if (stage !== Stage.NOTICED || missedRunOn !== null) return null;
  return { step: Step.REVIEW, at: runAhead(situation), because: Because.RUN_MISSED };
}

/** Back from its case no level and no transfer comes any more: whatever else holds is of no use. */
export const BACK_FROM_CASE: Ahead = {
  checks: checklist([notAfterCase, notHeld], [notHeld]),
  isClaim: true,
  step: () => ({ step: Step.WAIT, at: null, because: Because.CASE_ENDED }),
};
