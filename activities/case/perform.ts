import { newestEntryOf } from '../../db/case/facts.ts';
import type { Tx } from '../../db/tx.ts';
import type { CaseDecision } from '../../domain/case/decision.ts';
import { CaseStep } from '../../domain/case/plan.ts';
import { settle } from '../../domain/case/settle.ts';
import { completed, preparedBySystem, timedOut } from '../../domain/case/steps.ts';
import { tellOfBookings } from '../../domain/case/tell-collector.ts';
import { situation } from '../../domain/kernel/situation.ts';
import { configurationChoice } from '../../gather/case/configuration-choice.ts';
import type { Deps } from '../deps.ts';
import { attachLetters } from './attach-letters.ts';
import { claimNext } from './claim-instruction.ts';
import { cutOffOrderOf } from './cut-off-order.ts';
import { planOrder } from './plan-order.ts';
import type { CasePerformed, CaseStepContext, LearnedOfCase } from './types.ts';

/** Carries out the step of a case that is due. */
export async function performCase(
  tx: Tx,
  deps: Deps,
  { step }: { readonly step: CaseStep },
  context: CaseStepContext,
  learned: LearnedOfCase,
): Promise<CasePerformed> {
  const { gathered, decision, asOf } = context;
  const now = situation(gathered, asOf);
  const decided = (next: CaseDecision) => ({ context: { ...context, decision: next }, deliveries: [] });
  switch (step) {
    case CaseStep.PREPARE: {
      const { letters } = learned;
      if (letters.length > 0) await attachLetters(tx, gathered.row, letters, asOf);
      const { amount } = decision.facts.state;
      const choice = await configurationChoice(tx, { ...gathered.row, amount }, now.today);
      return decided(preparedBySystem({ ...now, decision, choose: () => choice }));
    }
    case CaseStep.ORDER:
      return planOrder(tx, context);
    case CaseStep.HAND_OVER: {
      // Paid or paused by what was only taken in for this decision: the collector has to be asked first.
      const isNews = (await cutOffOrderOf(tx, deps, gathered.row, asOf)) !== null;
      return isNews ? decided(decision) : claimNext(tx, context);
    }
    case CaseStep.TELL: {
      const toldUpTo = await newestEntryOf(tx, gathered.row.id);
      return decided({ ...tellOfBookings(decision, now), toldUpTo });
    }
    case CaseStep.COMPLETE:
      return decided(settle(completed(decision, now), now));
    case CaseStep.TIME_OUT:
      return decided(settle(timedOut(decision, now), now));
    case CaseStep.SCRIPT:
    case CaseStep.ASK:
    case CaseStep.WAIT:
    case CaseStep.END:
      return decided(decision);
    default:
      return step satisfies never;
  }
}
