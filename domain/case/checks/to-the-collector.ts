import { needsAPerson } from '../../effects/effect.ts';
import { checklist, Elsewhere } from '../../kernel/check.ts';
import { formatDay } from '../../kernel/day.ts';
import { hasTask, TaskKind } from '../../tasks/task.ts';
import type { CaseFacts, PendingInstruction } from '../facts.ts';
import { orderUnderWay } from '../order.ts';
import { CaseBecause } from '../plan.ts';
import { CaseSource, CaseState } from '../state.ts';
import { nobodyNeeded, notHeld, notWithdrawn, somethingOpen } from './always.ts';
import { type CaseCheck, CaseRule } from './check.ts';

/** A chargeback may come before the due date. */
export const dueDatePassed: CaseCheck = {
  rule: CaseRule.DUE_DATE_PASSED,
  decided: Elsewhere.MOMENT,
  passes: ({ facts, today }) => facts.dueOn < today,
  ifPassed: ({ facts }) => `It was due on ${formatDay(facts.dueOn)}.`,
  ifFailed: ({ facts }) => `It is due only on ${formatDay(facts.dueOn)}.`,
};

const BY_SYSTEM: readonly CaseSource[] = [CaseSource.TRANSFER, CaseSource.CHARGEBACK, CaseSource.REFUND];

/** The system prepares what it opened itself, and what a person prepared while no configuration matched. */
function isForAPersonToPrepare({ source, state }: CaseFacts): boolean {
  // A case that a reviewer sent back is a person's to prepare.
  const isOurs = BY_SYSTEM.includes(source) && state.reviewStartedAt === null;
  return !isOurs && state.preparedAt === null;
}

function isBeingPrepared({ state }: CaseFacts): boolean {
  return state.state === CaseState.PREPARING || state.state === CaseState.CREATE;
}

const prepared: CaseCheck = {
  rule: CaseRule.PREPARED,
  passes: ({ facts }) => !isBeingPrepared(facts),
  ifPassed: 'It is prepared.',
  ifFailed: ({ facts }) =>
    facts.state.preparedAt === null
      ? 'Nobody has marked it as prepared.'
      : 'It was marked as prepared and waits for a configuration, or the system prepares it next.',
  stops: CaseBecause.AWAITS_PREPARATION,
  stopsWhere: ({ facts }) => isForAPersonToPrepare(facts),
};

/** A decision goes by the task that the last search left; who looks searches anew. */
const configuration: CaseCheck = {
  rule: CaseRule.CONFIGURATION,
  passes: ({ facts, choice }) =>
    facts.configuration !== null ||
    (choice === undefined ? !hasTask(facts, TaskKind.NO_CONFIGURATION) : choice.chosen !== null),
  ifPassed: ({ facts: { configuration: got }, choice }) =>
    got === null
      ? `It would go to ${choice?.chosen?.name ?? ''}.`
      : `It is for ${got.name}, version ${got.version}.`,
  ifFailed: ({ choice }) => {
    const looked = choice?.because.map(({ name }) => name).join(', ') || 'none';
    return `No collector configuration matches; looked at ${looked}.`;
  },
  stops: CaseBecause.NO_CONFIGURATION,
};

/** Before it is prepared, its configuration says whether a review follows. */
const reviewed: CaseCheck = {
  rule: CaseRule.REVIEWED,
  passes: ({ facts, choice }) =>
    isBeingPrepared(facts) ? choice?.chosen?.skipReview === true : facts.state.state !== CaseState.REVIEWING,
  ifPassed: ({ facts }) =>
    isBeingPrepared(facts) || facts.state.reviewer === null
      ? 'Its configuration skips the review.'
      : `${facts.state.reviewer} has reviewed it.`,
  ifFailed: ({ facts }) =>
    isBeingPrepared(facts)
      ? 'It has to be reviewed once it is prepared.'
      : 'Nobody has marked it as reviewed.',
  stops: CaseBecause.AWAITS_REVIEW,
  stopsWhere: ({ facts }) => !isBeingPrepared(facts),
};

const isStuck = (order: PendingInstruction | null) => order !== null && needsAPerson(order.state);

const ordered: CaseCheck = {
  rule: CaseRule.ORDERED,
  passes: ({ facts, asOf }) => {
    const order = orderUnderWay(facts);
    return order === null || (!isStuck(order) && order.nextAttemptAt <= asOf);
  },
  ifPassed: ({ facts }) =>
    orderUnderWay(facts) === null
      ? 'No order is under way: nothing keeps it back.'
      : 'The order is due to be handed over now.',
  ifFailed: ({ facts }) => {
    const order = orderUnderWay(facts);
    if (order === null) return '';
    const attempts = order.attempts === 1 ? '1 attempt' : `${order.attempts} attempts`;
    if (isStuck(order)) return `The order is ${order.state} after ${attempts}.`;
    const at = new Date(order.nextAttemptAt).toISOString();
    return `The order was not taken in ${attempts}; the next one is at ${at}.`;
  },
  stops: CaseBecause.NEEDS_ATTENTION,
  stopsWhere: ({ facts }) => isStuck(orderUnderWay(facts)),
};

/** Before the order: what is its own turn comes before a pause, and that before the money. */
export const TO_THE_COLLECTOR = checklist(
  [
    ...[notHeld, somethingOpen, dueDatePassed, prepared, configuration, reviewed],
    ...[notWithdrawn, ordered, nobodyNeeded],
  ],
  [prepared, configuration, reviewed, notWithdrawn, ordered],
);

/** Why no order may go out now, whatever else; null when it may. */
export const mayNotOrder = checklist([notHeld, somethingOpen]).stoppedBy;
