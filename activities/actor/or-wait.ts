import type { AnswerWith, OutcomeWith } from '../../contracts/actor.ts';
import { StagedFirst } from './decide.ts';

/** The plan that waits so many milliseconds for what was staged before; the row stays as it is. */
type Waiting<Plan> = (againInMs: number) => Promise<Plan>;

/** Decides, or waits some seconds where what was staged before cannot be taken in at once. */
export async function planOrWait<Plan>(work: () => Promise<Plan>, waiting: Waiting<Plan>): Promise<Plan> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StagedFirst)) throw error;
    return waiting(error.againInMs);
  }
}

/** The same for being told that something changed: it is looked at again then. */
export async function outcomeOrWait<Plan>(
  work: () => Promise<OutcomeWith<Plan>>,
  waiting: Waiting<Plan>,
): Promise<OutcomeWith<Plan>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StagedFirst)) throw error;
    const plan = await waiting(error.againInMs);
    const answer: AnswerWith<Plan> = {
      ok: true,
      says: `It is looked at again soon: ${error.message}`,
      state: plan,
    };
    return { plan, answer };
  }
}
