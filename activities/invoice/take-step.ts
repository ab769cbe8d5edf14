import type { InvoicePlan, StepInput } from '../../contracts/invoice.ts';
import type { Tx } from '../../db/tx.ts';
import { approveIfPossible, expired, listed, review } from '../../domain/invoice/apply-step.ts';
import type { Decision } from '../../domain/invoice/decision.ts';
import { nextStep } from '../../domain/invoice/next-step.ts';
import { Because, type Plan, Step } from '../../domain/invoice/plan.ts';
import { settle, settleInvoice } from '../../domain/invoice/settle.ts';
import { Stage } from '../../domain/invoice/stage.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { type Gathered, gatherInvoice } from '../../gather/invoice/gather-invoice.ts';
import { decide } from '../actor/decide.ts';
import type { Deps } from '../deps.ts';
import { relayCaseWakesOf } from '../wake/relay-case-wakes.ts';
import { followScript } from './follow-script.ts';
import { handOverDelivery } from './hand-over.ts';
import { notify } from './notify.ts';
import { openCaseFor } from './open-case.ts';
import { type Outcome, type StepContext, sent } from './outcome.ts';
import { sendLevel } from './send-level.ts';
import { writeDecision } from './write-decision.ts';

/**
 * Carries out one step of an invoice, if it is still the next one.
 *
 * One transaction takes the last look, decides and writes; then comes one bounded hand-over to the gateway;
 * then its result is written. Killed between any two lines, the next call goes on where this one stopped.
 */
export async function takeStep(deps: Deps, step: Step, input: StepInput): Promise<InvoicePlan> {
  const outcome = await decide(deps, input, async (tx): Promise<Outcome> => {
    const gathered = await gatherInvoice(tx, deps.sources, input.creditor, input.number);
    const asOf = momentOf(deps, gathered, input);
    const now = situation(gathered, asOf);
    const decision = settleInvoice(now);
    const plan = nextStep({ ...now, facts: decision.facts });
    const context: StepContext = { deps, gathered, decision, asOf };
    const isDue = plan.step === step && plan.at !== null && plan.at <= asOf;
    return isDue ? perform(tx, plan, context, deps.approve) : looked(tx, context);
  });
  if (outcome.plan.stage === Stage.TRANSFERRED) await relayCaseWakesOf(deps, input);
  for (const delivery of outcome.deliveries) {
    const after = await handOverDelivery(deps, delivery, { ...input, asOf: outcome.asOf });
    if (after !== null) return after;
  }
  return outcome.plan;
}

/** A rehearsed step that is run again after a crash never goes back behind what was decided before. */
function momentOf(deps: Deps, { row }: Gathered, input: StepInput): Instant {
  return deps.sources.rehearsal ? Math.max(input.asOf, row.decidedAt) : input.asOf;
}

/** The facts changed since the step was planned: what they lead to is written, and nothing is sent. */
async function looked(tx: Tx, context: StepContext): Promise<Outcome> {
  const decision = await openCaseFor(tx, context);
  return sent(context, await writeDecision(tx, context.gathered, decision, context.asOf), []);
}

async function perform(tx: Tx, plan: Plan, context: StepContext, approve: Deps['approve']): Promise<Outcome> {
  const { gathered, decision, asOf } = context;
  const moment = situation(gathered, asOf);
  switch (plan.step) {
    case Step.SEND_REMINDER:
    case Step.SEND_NOTICE:
      return sendLevel(tx, context);
    case Step.LIST_FOR_COLLECTION: {
      const onList = listed(decision, moment);
      const approved = approve === 'all' ? approveIfPossible(onList, moment) : onList;
      const isManual = approved.facts.state.fixedMode === 30 && approved.facts.state.approvedAt === null;
      return finish(tx, context, approved, isManual ? 'listed for approval' : null);
    }
    case Step.TRANSFER_TO_COLLECTION: {
      const transferred = await openCaseFor(tx, context, 'transfer');
      return sent(context, await writeDecision(tx, gathered, transferred, asOf), []);
    }
    case Step.CLOSE_EXPIRED:
      return finish(tx, context, expired(decision, moment), null);
    case Step.REVIEW: {
      const about = plan.because === Because.RUN_MISSED ? 'transfer run missed' : 'closes soon';
      return finish(tx, context, review(plan, decision, moment), about);
    }
    case Step.WAIT:
      return plan.because === Because.SCRIPT ? followScript(tx, context) : looked(tx, context);
    case Step.HAND_OVER:
    case Step.END:
      return looked(tx, context);
    default:
      return plan.step satisfies never;
  }
}

async function finish(
  tx: Tx,
  context: StepContext,
  done: Decision,
  about: Parameters<typeof notify>[2] | null,
): Promise<Outcome> {
  const { gathered, asOf } = context;
  const settled = settle(done, situation(gathered, asOf));
  const plan = await writeDecision(tx, gathered, settled, asOf);
  const deliveries = about === null ? [] : await notify(tx, { ...context, decision: settled }, about);
  return sent(context, plan, deliveries);
}
