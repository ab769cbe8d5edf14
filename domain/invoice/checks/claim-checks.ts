import { formatDay, formatTimeOfDay } from '../../kernel/day.ts';
import { claimClock } from '../claim-clock.ts';
import { closesOn, nextStep } from '../next-step.ts';
import { Step } from '../plan.ts';
import { Stage } from '../stage.ts';
import { openOn, runNotBefore, transferModeOf, transferRun } from '../transfer-run.ts';
import { type Check, check, money, Rule, type ToExplain } from './check.ts';
import {
  creditMatched,
  customerAccepts,
  customerActive,
  dueDate,
  ledgerFresh,
  minimumAmount,
  noDirectDebit,
  notHeld,
} from './common-checks.ts';

/** What stands before a claim's listing, or before its transfer. */
export function claimChecks(situation: ToExplain): Check[] {
  const { facts, policy } = situation;
  const mode = transferModeOf(facts, policy);
  const expired = noticeExpired(situation);
  // A claim goes on the list whatever is paused or little is open: it shows as such there.
  if (facts.state.stage === Stage.NOTICED && mode !== 10) return [expired, sixtyDays(situation)];
  return [
    expired,
    ...(mode === 30 ? [approved(situation)] : []),
    notHeld(situation),
    dueDate(situation),
    customerAccepts(situation),
    customerActive(situation),
    principalOpen(situation),
    minimumAmount(situation),
    noDirectDebit(situation),
    ledgerFresh(situation),
    creditMatched(situation),
    run(situation),
    sixtyDays(situation),
  ];
}

function noticeExpired({ facts, today }: ToExplain): Check {
  const deadline = facts.state.noticeDueOn ?? today;
  return check(
    Rule.NOTICE_EXPIRED,
    deadline < today,
    `The notice's deadline, ${formatDay(deadline)}, has passed.`,
    `The notice's deadline is the end of ${formatDay(deadline)}.`,
  );
}

function approved({ facts, calendar }: ToExplain): Check {
  const { approvedAt, approvedBy } = facts.state;
  const on = approvedAt === null ? '' : formatDay(calendar.dayOf(approvedAt));
  return check(
    Rule.APPROVED,
    approvedAt !== null,
    `It was approved by ${approvedBy ?? 'someone'} on ${on}.`,
    'It waits for someone to approve it (mode 30).',
  );
}

function principalOpen(situation: ToExplain): Check {
  const { principal } = openOn(situation.facts, situation.today);
  return check(
    Rule.PRINCIPAL_OPEN,
    principal > 0,
    `${money(principal, situation)} of the principal is open.`,
    'Only costs, fees or interest are open: that never goes to debt collection.',
  );
}

function run(situation: ToExplain): Check {
  const { facts, policy, calendar, asOf } = situation;
  const mode = transferModeOf(facts, policy);
  const next = transferRun(situation);
  const rule = Rule.TRANSFER_RUN;
  if (next === null) {
    return { rule, passes: false, says: `No transfer run is set for it as it stands (mode ${mode}).` };
  }
  const at = runNotBefore(next, situation);
  const when = `${formatDay(calendar.dayOf(at))} at ${formatTimeOfDay(policy.transfer.at)}`;
  const n = policy.transfer.workingDays;
  const which = mode === 20 ? `, ${n} working days after its listing or resume` : '';
  return check(
    rule,
    at <= asOf,
    `Its transfer run has come (mode ${mode}${which}).`,
    `It goes with the transfer run of ${when} (mode ${mode}${which}).`,
  );
}

/** The clock that closes a claim. */
export function sixtyDays(situation: ToExplain): Check {
  const { policy, calendar, asOf } = situation;
  const rule = Rule.SIXTY_DAYS;
  const limit = policy.transfer.closeAfterDays;
  const clock = claimClock(situation);
  if (clock === null) return { rule, passes: true, says: `The clock of ${limit} days has not started.` };
  const day = closesOn(situation);
  const since = `The clock of ${limit} days runs since ${formatDay(clock.startedOn)}`;
  if (day === null) {
    const why = clock.closesOn === null ? 'it stands still' : 'the claim is approved';
    return { rule, passes: true, says: `${since} and does not close the claim: ${why}.` };
  }
  // The earliest of all steps comes first: a listing that is late goes before a closing that is late too.
  const closesNow = nextStep(situation).step === Step.CLOSE_EXPIRED;
  return check(
    rule,
    calendar.instantOf(day, 0) > asOf || !closesNow,
    `${since}: the claim closes on ${formatDay(day)}.`,
    `${since}: the claim was to be closed on ${formatDay(day)}.`,
  );
}
