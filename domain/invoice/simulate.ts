import type { Instant } from '../kernel/day.ts';
import { situation } from '../kernel/situation.ts';
import { approveIfPossible, expired, levelDelivered, listed, review, transferred } from './apply-step.ts';
import { letterCharged, listingCharged, transferCharged } from './charges/charge.ts';
import { type Decision, start } from './decision.ts';
import type { InvoiceFacts } from './facts.ts';
import type { InvoiceTransition } from './machine.ts';
import { nextStep } from './next-step.ts';
import { type Plan, Step } from './plan.ts';
import { planMailTold } from './plan-mail.ts';
import { settle, settleInvoice } from './settle.ts';
import type { InvoiceMoment, InvoiceSituation } from './situation.ts';

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
  readonly transitions: readonly InvoiceTransition[];
  readonly steps: readonly SimulatedStep[];
}

/**
 * Walks an invoice's path forward from `asOf` by the same decisions the engine takes, without sending
 * anything: for forecasts, previews of a policy and tests.
 */
export function simulate(from: InvoiceSituation, options: SimulationOptions = {}): Simulation {
  let moment: InvoiceMoment = from;
  let decision = settleInvoice(from);
  const transitions: InvoiceTransition[] = [...decision.transitions];
  const steps: SimulatedStep[] = [];
  for (let count = 0; count < MOST_STEPS; count++) {
    const plan = nextStep({ ...moment, facts: decision.facts });
    const isOver = plan.step === Step.END || plan.at === null || plan.at > (options.until ?? Infinity);
    if (isOver) return { facts: decision.facts, transitions, steps };
    moment = situation(moment, Math.max(moment.asOf, plan.at));
    decision = take(plan, { ...moment, facts: decision.facts }, options.approve ?? 'none');
    transitions.push(...decision.transitions);
    steps.push({ plan, at: moment.asOf, facts: decision.facts });
  }
  throw new Error(`The plan of invoice ${from.facts.number} does not move on after ${MOST_STEPS} steps.`);
}

function take(plan: Plan, situation: InvoiceSituation, approve: 'none' | 'all'): Decision {
  const settled = settleInvoice(situation);
  const current = nextStep({ ...situation, facts: settled.facts });
  if (current.step !== plan.step || current.at === null || current.at > situation.asOf) return settled;
  return settle(perform(current, settled, situation, approve), situation);
}

function perform(plan: Plan, decision: Decision, moment: InvoiceMoment, approve: 'none' | 'all'): Decision {
  switch (plan.step) {
    case Step.SEND_REMINDER:
    case Step.SEND_NOTICE: {
      const level = moment.policy.levels[decision.facts.state.levelsDone];
      if (level === undefined) return decision;
      return levelDelivered(letterCharged(decision, moment, level), moment, level, moment.today);
    }
    case Step.LIST_FOR_COLLECTION: {
      const onList = listingCharged(listed(decision, moment), moment);
      return approve === 'all' ? approveIfPossible(onList, moment) : onList;
    }
    case Step.TRANSFER_TO_COLLECTION:
      return transferred(transferCharged(decision, moment), moment);
    case Step.CLOSE_EXPIRED:
      return expired(decision, moment);
    case Step.REVIEW:
      return review(plan, decision, moment);
    case Step.REMIND_OF_INSTALMENT:
      return planMailTold(decision, moment);
    case Step.HAND_OVER:
      return { ...start({ ...decision.facts, pendingEffect: null }), transitions: decision.transitions };
    case Step.WAIT:
    case Step.END:
      return decision;
    default:
      return plan.step satisfies never;
  }
}
