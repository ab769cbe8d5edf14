import type { Tx } from '../../db/tx.ts';
import { approveIfPossible, expired, listed, review, transferred } from '../../domain/invoice/apply-step.ts';
import { listingCharged, transferCharged } from '../../domain/invoice/charges/charge.ts';
import type { Decision } from '../../domain/invoice/decision.ts';
import { Because, type Plan, Step } from '../../domain/invoice/plan.ts';
import { settle } from '../../domain/invoice/settle.ts';
import { situation } from '../../domain/kernel/situation.ts';
import type { Deps } from '../deps.ts';
import { claimLetterAgain } from './claim-letter-again.ts';
import { notify } from './notify.ts';
import { remindOfInstalment } from './remind-of-instalment.ts';
import { sendLevel } from './send-level.ts';
import type { InvoiceContext, InvoicePerformed } from './types.ts';

/** Carries out the step of an invoice that is due. */
export async function perform(
  tx: Tx,
  deps: Deps,
  plan: Pick<Plan, 'step' | 'because'>,
  context: InvoiceContext,
): Promise<InvoicePerformed> {
  const { gathered, decision, asOf } = context;
  const now = situation(gathered, asOf);
  switch (plan.step) {
    case Step.SEND_REMINDER:
    case Step.SEND_NOTICE:
      return sendLevel(tx, context);
    case Step.LIST_FOR_COLLECTION: {
      const onList = listingCharged(listed(decision, now), now);
      const approved = deps.approve === 'all' ? approveIfPossible(onList, now) : onList;
      const isManual = approved.facts.state.fixedMode === 30 && approved.facts.state.approvedAt === null;
      return finish(tx, context, approved, isManual ? 'listed for approval' : null);
    }
    case Step.TRANSFER_TO_COLLECTION:
      return {
        context: { ...context, decision: transferred(transferCharged(decision, now), now) },
        deliveries: [],
      };
    case Step.CLOSE_EXPIRED:
      return finish(tx, context, expired(decision, now), null);
    case Step.REVIEW: {
      const about = plan.because === Because.RUN_MISSED ? 'transfer run missed' : 'closes soon';
      return finish(tx, context, review(plan, decision, now), about);
    }
    case Step.REMIND_OF_INSTALMENT:
      return remindOfInstalment(tx, context);
    case Step.HAND_OVER:
      return claimLetterAgain(tx, context);
    case Step.WAIT:
    case Step.END:
      return { context, deliveries: [] };
    default:
      return plan.step satisfies never;
  }
}

async function finish(
  tx: Tx,
  context: InvoiceContext,
  done: Decision,
  about: Parameters<typeof notify>[2] | null,
): Promise<InvoicePerformed> {
  const settled = { ...context, decision: settle(done, situation(context.gathered, context.asOf)) };
  return { context: settled, deliveries: about === null ? [] : await notify(tx, settled, about) };
}
