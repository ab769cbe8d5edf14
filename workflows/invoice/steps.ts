import type { InvoiceActivities, InvoicePlan, StepInput } from '../../contracts/invoice.ts';
import { Step } from '../../domain/invoice/plan.ts';

/** The activity of each step; without a plan the first one is decided. */
export function carryOut(
  acts: InvoiceActivities,
  plan: InvoicePlan | undefined,
  input: StepInput,
): Promise<InvoicePlan> {
  const step = plan?.step ?? Step.WAIT;
  switch (step) {
    case Step.SEND_REMINDER:
      return acts.sendReminder(input);
    case Step.SEND_NOTICE:
      return acts.sendNotice(input);
    case Step.LIST_FOR_COLLECTION:
      return acts.listForCollection(input);
    case Step.TRANSFER_TO_COLLECTION:
      return acts.transferToCollection(input);
    case Step.CLOSE_EXPIRED:
      return acts.closeExpired(input);
    case Step.REMIND_OF_INSTALMENT:
      return acts.remindOfInstalment(input);
    case Step.HAND_OVER:
      return acts.handOver(input);
    case Step.REVIEW:
      return acts.review(input);
    case Step.WAIT:
    case Step.END:
      return acts.wait(input);
    default:
      // A newer release may have planned a step that this one does not know.
      return acts.wait(input);
  }
}
