import type { Calendar } from '../kernel/calendar.ts';
import type { Instant } from '../kernel/day.ts';
import { approveIfPossible, expired, levelDelivered, listed, review, transferred } from './apply-step.ts';
import { type Decision, start } from './decision.ts';
import type { InvoiceFacts } from './facts.ts';
import type { Transition } from './machine.ts';
import { nextStep } from './next-step.ts';
import { type Plan, Step } from './plan.ts';
import type { Policy } from './policy.ts';
import { settle, settleInvoice } from './settle.ts';

/** A path has a handful of steps; far more means that the plan does not move on. */
const MOST_STEPS = 10_000;

export interface SimulationOptions {
  /** Stop before the first step later than this; the end of time when not given. */
  readonly until?: Instant;
  /** `all` approves each claim at the instant it is listed. */
  readonly approve?: 'none' | 'all';
}

/** One step that was taken in the simulation. */
export interface SimulatedStep {
  readonly plan: Plan;
  readonly at: Instant;
  readonly facts: InvoiceFacts;
}

/** Where the path leads when nothing happens but what is known, and every letter is delivered at once. */
export interface Simulation {
  readonly facts: InvoiceFacts;
  readonly transitions: readonly Transition[];
  readonly steps: readonly SimulatedStep[];
}

/**
 * Walks an invoice's path forward from `asOf` by the same decisions the engine takes, without sending
 * anything: for forecasts, previews of a policy and tests.
 */
export function simulate(
  facts: InvoiceFacts,
  policy: Policy,
  calendar: Calendar,
  asOf: Instant,
  options: SimulationOptions = {},
): Simulation {
  let now = asOf;
  let decision = settleInvoice(facts, policy, calendar, now);
  const transitions: Transition[] = [...decision.transitions];
  const steps: SimulatedStep[] = [];
  for (let count = 0; count < MOST_STEPS; count++) {
    const plan = nextStep(decision.facts, policy, calendar, now);
    const isOver = plan.step === Step.END || plan.at === null || plan.at > (options.until ?? Infinity);
    if (isOver) return { facts: decision.facts, transitions, steps };
    now = Math.max(now, plan.at);
    decision = take(plan, decision.facts, policy, calendar, now, options.approve ?? 'none');
    transitions.push(...decision.transitions);
    steps.push({ plan, at: now, facts: decision.facts });
  }
  throw new Error(`The plan of invoice ${facts.number} does not move on after ${MOST_STEPS} steps.`);
}

function take(
  plan: Plan,
  facts: InvoiceFacts,
  policy: Policy,
  calendar: Calendar,
  now: Instant,
  approve: 'none' | 'all',
): Decision {
  const settled = settleInvoice(facts, policy, calendar, now);
  const current = nextStep(settled.facts, policy, calendar, now);
  if (current.step !== plan.step || current.at === null || current.at > now) return settled;
  const done = perform(current, settled, policy, calendar, now, approve);
  return settle(done, policy, calendar, now);
}

function perform(
  plan: Plan,
  decision: Decision,
  policy: Policy,
  calendar: Calendar,
  now: Instant,
  approve: 'none' | 'all',
): Decision {
  switch (plan.step) {
    case Step.SEND_REMINDER:
    case Step.SEND_NOTICE: {
      const level = policy.levels[decision.facts.state.levelsDone];
      if (level === undefined) return decision;
      return levelDelivered(decision, policy, calendar, level, calendar.dayOf(now), now);
    }
    case Step.LIST_FOR_COLLECTION: {
      const onList = listed(decision, policy, calendar, now);
      return approve === 'all' ? approveIfPossible(onList, calendar, now) : onList;
    }
    case Step.TRANSFER_TO_COLLECTION:
      return transferred(decision, calendar, now);
    case Step.CLOSE_EXPIRED:
      return expired(decision, calendar, now);
    case Step.REVIEW:
      return review(plan, decision, policy, calendar, now);
    case Step.HAND_OVER:
      return { ...start({ ...decision.facts, pendingEffect: null }), transitions: decision.transitions };
    case Step.WAIT:
    case Step.END:
      return decision;
    default:
      return plan.step satisfies never;
  }
}
