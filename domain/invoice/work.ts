import type { Instant } from '../kernel/day.ts';
import { Step } from './plan.ts';
import { hasEnded, Stage } from './stage.ts';

const MS_PER_DAY = 86_400_000;

/** An invoice as it stands in its row. */
interface InRow {
  readonly stage: Stage;
  readonly nextStep: string;
  readonly nextAt: Instant | null;
  readonly hasWorkflow: boolean;
}

/**
 * True when an invoice may have work for a workflow: open ones have, paid ones may be reopened, and a letter that waits
 * for its gateway is seen to; other ended ones have only a ledger.
 */
export function hasWork({ stage, nextStep }: Pick<InRow, 'stage' | 'nextStep'>): boolean {
  return !hasEnded(stage) || stage === Stage.PAID || nextStep === Step.HAND_OVER;
}

/** True when its first step is still so far off that its row waits without a workflow; `daysAhead` null never waits. */
export function waitsInRow(
  { stage, nextAt, hasWorkflow }: InRow,
  daysAhead: number | null,
  asOf: Instant,
): boolean {
  const isFar = daysAhead !== null && (nextAt === null || nextAt > asOf + daysAhead * MS_PER_DAY);
  // A paid one is reopened by its workflow: that may have to open a case.
  return isFar && !hasWorkflow && stage !== Stage.PAID;
}
