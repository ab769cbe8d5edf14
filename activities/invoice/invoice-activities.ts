import type { InvoiceActivities } from '../../contracts/invoice.ts';
import { Step } from '../../domain/invoice/plan.ts';
import { activitiesOf } from '../actor/activities.ts';
import type { Deps } from '../deps.ts';
import { INVOICES } from './subject.ts';

/** The activities of invoices, by the names of their steps. */
export function invoiceActivities(deps: Deps): InvoiceActivities {
  const { take, apply } = activitiesOf(INVOICES, deps);
  return {
    sendReminder: take(Step.SEND_REMINDER),
    sendNotice: take(Step.SEND_NOTICE),
    listForCollection: take(Step.LIST_FOR_COLLECTION),
    transferToCollection: take(Step.TRANSFER_TO_COLLECTION),
    closeExpired: take(Step.CLOSE_EXPIRED),
    remindOfInstalment: take(Step.REMIND_OF_INSTALMENT),
    handOver: take(Step.HAND_OVER),
    review: take(Step.REVIEW),
    wait: take(Step.WAIT),
    applyCommand: apply,
  };
}
