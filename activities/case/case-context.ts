import type { CasePlan } from '../../contracts/case.ts';
import type { CaseDecision } from '../../domain/case/decision.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { GatheredCase } from '../../gather/case/gather-case.ts';
import type { Deps } from '../deps.ts';
import type { ClaimedDelivery } from '../effects/delivery.ts';

/** What a step of a case is carried out on, inside its transaction. */
export interface CaseStepContext {
  readonly deps: Pick<Deps, 'sources'>;
  readonly gathered: GatheredCase;
  readonly decision: CaseDecision;
  readonly asOf: Instant;
}

/** What a transaction leaves behind: the plan it wrote, and what is to be handed over now. */
export interface CaseOutcomeOfStep {
  readonly plan: CasePlan;
  readonly delivery: ClaimedDelivery | null;
}
