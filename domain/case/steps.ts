import { byEngine, ENGINE } from '../kernel/machine.ts';
import type { Moment } from '../kernel/situation.ts';
import { TaskKind } from '../tasks/task.ts';
import { raiseAttention } from './attention.ts';
import { waiveAll } from './charge.ts';
import { type CaseDecision, patched } from './decision.ts';
import { endCase } from './ending.ts';
import { CaseEvent } from './machine.ts';
import type { CaseContext } from './messages/message.ts';
import { openOfCase } from './money.ts';
import { prepared } from './prepared.ts';
import { CaseOutcome } from './state.ts';

/**
 * The principal is paid and the creditor lets such cases complete by themselves: what is left of costs, interest and
 * fees is waived where a delay for that is set, else it stays open.
 */
export function completed(decision: CaseDecision, moment: Moment): CaseDecision {
  const { settings } = decision.facts;
  const occasion = byEngine(moment, 'principal paid');
  const waives = settings.waiveCostsAfterDays !== undefined;
  const isClear = openOfCase(decision.facts, moment.today).total === 0;
  const cleared = waives && !isClear ? waiveAll(decision, { credit: false, by: ENGINE }, moment) : decision;
  return endCase(cleared, CaseEvent.COMPLETED, occasion, CaseOutcome.COLLECTED);
}

/** The collector had its days; the case is closed by what was collected. */
export function timedOut(decision: CaseDecision, moment: Moment): CaseDecision {
  return endCase(
    decision,
    CaseEvent.TIMED_OUT,
    byEngine(moment, 'processing timed out'),
    CaseOutcome.TIMED_OUT,
  );
}

type Preparing = Omit<CaseContext, 'staged'>;

/** The system prepares what it opened itself; without a configuration the case waits with a task. */
export function preparedBySystem(context: Preparing): CaseDecision {
  const verdict = prepared(context, byEngine(context));
  return verdict.refused === undefined ? verdict.decision : leftToAPerson(context, verdict.refused);
}

/** What the system cannot prepare becomes a person's to prepare, who reads why in the trail. */
function leftToAPerson(context: Preparing, refused: string): CaseDecision {
  // As if a reviewer had sent it back: the system does not try it again.
  const sentBack = patched(context.decision, { reviewStartedAt: context.asOf });
  return raiseAttention(sentBack, TaskKind.STUCK, byEngine(context, refused), { note: refused });
}
