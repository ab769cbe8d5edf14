import {
  ActivityFailure,
  type ActivityOptions,
  ApplicationFailure,
  log,
  proxyActivities,
  proxyLocalActivities,
  sleep,
} from '@temporalio/workflow';
import { FailureType, NON_RETRYABLE } from '../../contracts/failures.ts';
import type {
  InvoiceActivities,
  InvoicePlan,
  InvoiceWorkflowInput,
  StepInput,
} from '../../contracts/invoice.ts';
import { Because, Step } from '../../domain/plan.ts';
import { Attention } from '../../domain/stage.ts';
import type { Inbox, Message } from './inbox.ts';

/** A fault that outlasts these attempts (about three minutes) is shown to the operator and tried again later. */
const OPTIONS: ActivityOptions = {
  startToCloseTimeout: '30s',
  retry: {
    initialInterval: '1s',
    backoffCoefficient: 2,
    maximumInterval: '1m',
    maximumAttempts: 8,
    nonRetryableErrorTypes: [...NON_RETRYABLE],
  },
};
const activities = proxyActivities<InvoiceActivities>(OPTIONS);
/**
 * A rehearsal's activities do no I/O but on a local file, and nobody watches their history: as local ones, a
 * whole path runs in a workflow task or two instead of a round to the server for each step.
 */
const rehearsed = proxyLocalActivities<InvoiceActivities>({
  startToCloseTimeout: '10s',
  retry: OPTIONS.retry ?? {},
});

const MOST_ROUNDS_WITHOUT_PROGRESS = 3;
const LOOK_AGAIN_AFTER_MS = 15 * 60_000;

/** Carries out plans and messages. Never throws: what cannot go on is shown and waits for a message. */
export class Steps {
  private readonly input: InvoiceWorkflowInput;
  private readonly acts: InvoiceActivities;
  private clock: number;
  private roundsWithoutProgress = 0;

  constructor(input: InvoiceWorkflowInput) {
    this.input = input;
    this.acts = input.rehearsal === undefined ? activities : rehearsed;
    this.clock = input.rehearsal?.startsAt ?? 0;
  }

  /** Carries out the plan's step, or decides the first plan when there is none. */
  async take(plan: InvoicePlan | undefined): Promise<InvoicePlan> {
    this.moveClock(plan);
    try {
      const next = await this.carryOut(plan);
      return this.hasMoved(plan, next) ? next : this.stuck(next);
    } catch (error) {
      return this.failed(error, plan);
    }
  }

  /** Applies a message and answers whoever waits for it. */
  async apply(message: Message, plan: InvoicePlan, inbox: Inbox): Promise<InvoicePlan> {
    const { kind, content, commandId } = message;
    try {
      const outcome = await this.acts.applyCommand({
        ...this.stepInput(),
        kind,
        message: content,
        commandId,
      });
      message.answer = outcome.answer;
      this.roundsWithoutProgress = 0;
      return outcome.plan;
    } catch (error) {
      const next = this.failed(error, plan);
      if (message.awaited || !isRetryable(error)) {
        message.answer = {
          ok: false,
          refused: `The message could not be applied: ${reasonOf(error)}. Send it again; with the same commandId it counts once.`,
          state: next,
        };
        return next;
      }
      // Nobody waits for a signal's answer: a pause must not get lost because the database was away.
      await sleep('1m');
      inbox.putBack(message);
      return next;
    }
  }

  private carryOut(plan: InvoicePlan | undefined): Promise<InvoicePlan> {
    const input = this.stepInput();
    const step = plan?.step ?? Step.WAIT;
    switch (step) {
      case Step.SEND_REMINDER:
        return this.acts.sendReminder(input);
      case Step.SEND_NOTICE:
        return this.acts.sendNotice(input);
      case Step.LIST_FOR_COLLECTION:
        return this.acts.listForCollection(input);
      case Step.TRANSFER_TO_COLLECTION:
        return this.acts.transferToCollection(input);
      case Step.CLOSE_EXPIRED:
        return this.acts.closeExpired(input);
      case Step.HAND_OVER:
        return this.acts.handOver(input);
      case Step.REVIEW:
        return this.acts.review(input);
      case Step.WAIT:
      case Step.END:
        return this.acts.wait(input);
      default:
        // A newer release may have planned a step that this one does not know.
        return this.acts.wait(input);
    }
  }

  private stepInput(): StepInput {
    const asOf = this.input.rehearsal === undefined ? Date.now() : this.clock;
    return { creditor: this.input.creditor, number: this.input.number, asOf };
  }

  private moveClock(plan: InvoicePlan | undefined): void {
    this.clock = Math.max(this.clock, plan?.at ?? 0);
  }

  private hasMoved(before: InvoicePlan | undefined, after: InvoicePlan): boolean {
    const stands = before !== undefined && before.version === after.version && before.at === after.at;
    this.roundsWithoutProgress = stands ? this.roundsWithoutProgress + 1 : 0;
    return this.roundsWithoutProgress < MOST_ROUNDS_WITHOUT_PROGRESS;
  }

  private failed(error: unknown, plan: InvoicePlan | undefined): InvoicePlan {
    if (!(error instanceof ActivityFailure)) throw error;
    // Nobody's invoice: a mistyped number must not leave a workflow behind.
    if (plan === undefined && isNotFound(error)) return NO_SUCH_INVOICE;
    log.error('An activity failed; the invoice needs attention', { reason: reasonOf(error) });
    return this.stuck(plan ?? UNKNOWN_PLAN);
  }

  /** Shown to the operator, and tried again in a quarter of an hour: an outage mends itself, a bug does not spin. */
  private stuck(plan: InvoicePlan): InvoicePlan {
    this.roundsWithoutProgress = 0;
    const now = this.input.rehearsal === undefined ? Date.now() : this.clock;
    const at = this.input.rehearsal === undefined ? now + LOOK_AGAIN_AFTER_MS : null;
    return { ...plan, step: Step.WAIT, at, because: Because.NEEDS_ATTENTION, attention: Attention.STUCK };
  }
}

const UNKNOWN_PLAN: InvoicePlan = {
  step: Step.WAIT,
  at: null,
  because: Because.NEEDS_ATTENTION,
  stage: 'OPEN',
  mode: 20,
  held: false,
  approved: false,
  attention: Attention.STUCK,
  version: 0,
};

const NO_SUCH_INVOICE: InvoicePlan = {
  ...UNKNOWN_PLAN,
  step: Step.END,
  because: Because.ENDED,
  attention: null,
};

function isNotFound(error: ActivityFailure): boolean {
  return error.cause instanceof ApplicationFailure && error.cause.type === FailureType.NOT_FOUND;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

function isRetryable(error: unknown): boolean {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  return !(cause instanceof ApplicationFailure && cause.nonRetryable === true);
}
