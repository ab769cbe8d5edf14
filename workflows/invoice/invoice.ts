import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import type { InvoicePlan, InvoiceWorkflowInput } from '../../contracts/invoice.ts';
import { Step } from '../../domain/plan.ts';
import type { Stage } from '../../domain/stage.ts';
import { Alarm } from './alarm.ts';
import { detailsOf } from './details.ts';
import { Inbox } from './inbox.ts';
import { registerMessages } from './messages.ts';
import { SearchAttributes } from './search-attributes.ts';
import { Steps } from './steps.ts';

/** The outcome stands in the result; everything else is in the database. */
export interface InvoiceResult {
  readonly stage: Stage;
}

/**
 * One invoice on its way from the first reminder to debt collection.
 *
 * An actor with one inbox and one loop: messages and the alarm for the plan's moment all end in it, so an
 * invoice has one writer. What happens next is decided in activities; here is only the waiting.
 */
export async function invoice(input: InvoiceWorkflowInput): Promise<InvoiceResult> {
  const inbox = new Inbox();
  let plan: InvoicePlan | undefined = input.plan;
  registerMessages(inbox, () => plan);
  // Cancel from the UI is a request for a person, not an end: closing needs a reason.
  CancellationScope.current().cancelRequested.catch(() => inbox.cancelRequested());
  return CancellationScope.nonCancellable(async () => {
    const steps = new Steps(input);
    const alarm = new Alarm(input.rehearsal !== undefined);
    const attributes = new SearchAttributes(input.creditor, input.rehearsal !== undefined);
    plan ??= await steps.take(undefined);
    for (;;) {
      if (hasEnded(plan, input)) {
        await condition(() => !inbox.isEmpty() || allHandlersFinished());
        if (inbox.isEmpty()) break;
      }
      setCurrentDetails(detailsOf(input, plan));
      attributes.show(plan);
      if (inbox.isEmpty() && allHandlersFinished() && workflowInfo().continueAsNewSuggested) {
        alarm.stop();
        await continueAsNew<typeof invoice>({ ...input, plan });
      }
      await alarm.waitFor(plan, () => !inbox.isEmpty());
      const message = inbox.take();
      plan = message === undefined ? await steps.take(plan) : await steps.apply(message, plan, inbox);
    }
    alarm.stop();
    setCurrentDetails(detailsOf(input, plan));
    attributes.show(plan);
    return { stage: plan.stage };
  });
}

/** A rehearsal knows every fact beforehand: without a planned moment nothing can come any more. */
function hasEnded(plan: InvoicePlan, input: InvoiceWorkflowInput): boolean {
  return plan.step === Step.END || (input.rehearsal !== undefined && plan.at === null);
}
