import { CancellationScope, condition, sleep } from '@temporalio/workflow';
import type { ActorPlan } from '../../contracts/actor.ts';

/**
 * Waits for the plan's moment or a message, whichever comes first.
 *
 * The running timer is kept while the moment is unchanged: re-arming costs two events and an Action each time.
 */
export class Alarm<Plan extends ActorPlan> {
  private readonly rehearsal: boolean;
  private readonly inWords: (plan: Plan) => string;
  private at: number | null = null;
  private rang = false;
  private scope: CancellationScope | undefined;

  constructor(rehearsal: boolean, inWords: (plan: Plan) => string) {
    this.rehearsal = rehearsal;
    this.inWords = inWords;
  }

  async waitFor(plan: Plan, hasMessage: () => boolean): Promise<void> {
    if (this.rehearsal || hasMessage()) return;
    if (plan.at !== null && plan.at <= Date.now()) return;
    this.set(plan);
    await condition(() => hasMessage() || (this.rang && this.at === plan.at));
  }

  stop(): void {
    this.scope?.cancel();
    this.scope = undefined;
    this.at = null;
    // A moment that rang must not ring for a plan without one.
    this.rang = false;
  }

  private set(plan: Plan): void {
    if (this.scope !== undefined && this.at === plan.at && !this.rang) return;
    this.stop();
    if (plan.at === null) return;
    this.at = plan.at;
    const scope = new CancellationScope();
    this.scope = scope;
    const summary = `until ${this.inWords(plan)}`;
    const wait = plan.at - Date.now();
    scope
      .run(() => sleep(wait, { summary }))
      .then(
        () => {
          if (this.scope === scope) this.rang = true;
        },
        () => undefined,
      );
  }
}
