import { ActivityFailure, ApplicationFailure, log, patched, sleep } from '@temporalio/workflow';
import {
  type ActorPlan,
  MaintenanceKind,
  type MessageSetAside,
  type RehearsalInput,
  withOneMore,
} from '../../contracts/actor.ts';
import { FailureType } from '../../contracts/failures.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { RefusalCode } from '../../domain/kernel/refusal.ts';
import type { Inbox, Message } from './inbox.ts';
import { Patch } from './patches.ts';
import type { Subject } from './subject.ts';

const MOST_ROUNDS_WITHOUT_PROGRESS = 3;
const LOOK_AGAIN_AFTER_MS = 15 * 60_000;
/** Each failure is that of an activity tried for minutes. */
const MOST_FAILURES = 3;

/** Carries out plans and messages. Never throws: what cannot go on is shown and waits for a message. */
export class Steps<Plan extends ActorPlan, Kind extends string> {
  private readonly subject: Subject<Plan, Kind>;
  private readonly isRehearsal: boolean;
  private clock: number;
  private roundsWithoutProgress = 0;

  constructor(subject: Subject<Plan, Kind>, rehearsal: RehearsalInput | undefined) {
    this.subject = subject;
    this.isRehearsal = rehearsal !== undefined;
    this.clock = rehearsal?.startsAt ?? 0;
  }

  /** Carries out the plan's step, or decides the first plan when there is none. */
  async take(plan: Plan | undefined): Promise<Plan> {
    this.moveClock(plan);
    try {
      const next = await this.subject.carryOut(plan, this.asOf());
      return this.hasMoved(plan, next) ? next : this.stuck(next);
    } catch (error) {
      return this.failed(error, plan);
    }
  }

  /** Applies a message and answers whoever waits for it. */
  async apply(message: Message<Plan, Kind>, plan: Plan, inbox: Inbox<Plan, Kind>): Promise<Plan> {
    const { kind, content, commandId } = message;
    try {
      const outcome = await this.subject.apply({ kind, message: content, commandId }, this.asOf());
      message.answer = outcome.answer;
      this.roundsWithoutProgress = 0;
      return outcome.plan;
    } catch (error) {
      if (isNotFound(error) && plan === this.subject.absent && patched(Patch.ABSENT_ENDS)) {
        const code = RefusalCode.NOT_FOUND;
        message.answer = { ok: false, refused: reasonOf(error), code, state: null, notFound: true };
        return plan;
      }
      const next = this.failed(error, plan);
      if (message.awaited) {
        message.answer = {
          ok: false,
          refused: `The message could not be applied: ${reasonOf(error)}. Send it again; with the same commandId it counts once.`,
          code: RefusalCode.FAILED,
          state: next,
        };
        return next;
      }
      // To a Temporal signal nobody waits for an answer: a pause must not get lost because the database was away.
      if (patched(Patch.SETS_ASIDE)) return this.tryLater(message, error, next, inbox);
      if (!isRetryable(error)) return next;
      await sleep('1m');
      inbox.putBack(message);
      return next;
    }
  }

  /**
   * While nothing else goes on either, a message keeps its place until it does. One that fails alone lets the others
   * go first and, after some attempts, is set aside with its error as a task for a person.
   */
  private async tryLater(
    message: Message<Plan, Kind>,
    error: unknown,
    stuck: Plan,
    inbox: Inbox<Plan, Kind>,
  ): Promise<Plan> {
    await sleep('1m');
    let plan: Plan;
    try {
      plan = await this.subject.carryOut(undefined, this.asOf());
    } catch (outage) {
      inbox.putBack(message);
      return this.failed(outage, stuck);
    }
    // It waits for what was staged before it: that passes.
    if (typeOf(error) === FailureType.STAGED_FIRST) {
      inbox.putBack(message);
      return plan;
    }
    message.failures = (message.failures ?? 0) + 1;
    if (message.failures < MOST_FAILURES && isRetryable(error)) {
      inbox.put(message);
      return plan;
    }
    try {
      return await this.setAside(message, reasonOf(error));
    } catch (failure) {
      inbox.put(message);
      return this.failed(failure, plan);
    }
  }

  private async setAside({ kind, content, commandId }: Message<Plan, Kind>, because: string): Promise<Plan> {
    const aside: MessageSetAside = { name: kind, because, message: content };
    const received = {
      kind: MaintenanceKind.SET_ASIDE,
      message: aside,
      commandId: `set-aside/${commandId}`,
    } as const;
    return (await this.subject.apply(received, this.asOf())).plan;
  }

  private asOf(): Instant {
    return this.isRehearsal ? this.clock : Date.now();
  }

  private moveClock(plan: Plan | undefined): void {
    this.clock = Math.max(this.clock, plan?.at ?? 0);
  }

  private hasMoved(before: Plan | undefined, after: Plan): boolean {
    const stands = before !== undefined && before.version === after.version && before.at === after.at;
    this.roundsWithoutProgress = stands ? this.roundsWithoutProgress + 1 : 0;
    return this.roundsWithoutProgress < MOST_ROUNDS_WITHOUT_PROGRESS;
  }

  private failed(error: unknown, plan: Plan | undefined): Plan {
    if (!(error instanceof ActivityFailure)) throw error;
    // Nobody's: a mistyped number must not leave a workflow behind.
    if (plan === undefined && isNotFound(error)) return this.subject.absent;
    log.error(`An activity failed; the ${this.subject.noun} needs attention`, { reason: reasonOf(error) });
    return this.stuck(plan ?? this.subject.unknown);
  }

  /** Shown to the operator, and tried again in a quarter of an hour: an outage mends itself, a bug does not spin. */
  private stuck(plan: Plan): Plan {
    this.roundsWithoutProgress = 0;
    const at = this.isRehearsal ? null : Date.now() + LOOK_AGAIN_AFTER_MS;
    const { openTasks: _, ...rest } = plan;
    const stuck = this.subject.stuck;
    return { ...rest, ...stuck, ...withOneMore(plan, stuck.attention), at } as Plan;
  }
}

function isNotFound(error: unknown): boolean {
  return typeOf(error) === FailureType.NOT_FOUND;
}

function typeOf(error: unknown): string | null | undefined {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  return cause instanceof ApplicationFailure ? cause.type : undefined;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

function isRetryable(error: unknown): boolean {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  return !(cause instanceof ApplicationFailure && cause.nonRetryable === true);
}
