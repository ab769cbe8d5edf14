import type { Calendar } from '../kernel/calendar.ts';
import type { Instant } from '../kernel/day.ts';
import { approveIfPossible, expired, levelDelivered, listed, review, transferred } from './apply-step.ts';
import { type Progress, start } from './decision.ts';
import type { InvoiceFacts } from './facts.ts';
import type { Transition } from './machine.ts';
import { nextStep } from './next-step.ts';
import { type Plan, Step } from './plan.ts';
import type { Policy } from './policy.ts';
import { absorb, settle } from './settle.ts';

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
  let progress = absorb(facts, policy, calendar, now);
  const transitions: Transition[] = [...progress.transitions];
  const steps: SimulatedStep[] = [];
  for (let count = 0; count < MOST_STEPS; count++) {
    const plan = nextStep(progress.facts, policy, calendar, now);
    const isOver = plan.step === Step.END || plan.at === null || plan.at > (options.until ?? Infinity);
    if (isOver) return { facts: progress.facts, transitions, steps };
    now = Math.max(now, plan.at);
    progress = take(plan, progress.facts, policy, calendar, now, options.approve ?? 'none');
    transitions.push(...progress.transitions);
    steps.push({ plan, at: now, facts: progress.facts });
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
): Progress {
  const absorbed = absorb(facts, policy, calendar, now);
  const current = nextStep(absorbed.facts, policy, calendar, now);
  if (current.step !== plan.step || current.at === null || current.at > now) return absorbed;
  const done = perform(current, absorbed, policy, calendar, now, approve);
  return settle(done, policy, calendar, now);
}

function perform(
  plan: Plan,
  progress: Progress,
  policy: Policy,
  calendar: Calendar,
  now: Instant,
  approve: 'none' | 'all',
): Progress {
  switch (plan.step) {
    case Step.SEND_REMINDER:
    case Step.SEND_NOTICE: {
      const level = policy.levels[progress.facts.state.levelsDone];
      if (level === undefined) return progress;
      return levelDelivered(progress, policy, calendar, level, calendar.dayOf(now), now);
    }
    case Step.LIST_FOR_COLLECTION: {
      const onList = listed(progress, policy, calendar, now);
      return approve === 'all' ? approveIfPossible(onList, calendar, now) : onList;
    }
    case Step.TRANSFER_TO_COLLECTION:
      return transferred(progress, calendar, now);
    case Step.CLOSE_EXPIRED:
      return expired(progress, calendar, now);
    case Step.REVIEW:
      return review(plan, progress, policy, calendar, now);
    case Step.HAND_OVER:
      return { ...start({ ...progress.facts, pendingEffect: null }), transitions: progress.transitions };
    case Step.WAIT:
    case Step.END:
      return progress;
    default:
      return plan.step satisfies never;
  }
}
