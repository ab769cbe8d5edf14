import type { OrderContent } from '../contracts/effects.ts';
import { caseReference } from '../contracts/ids.ts';
import type { CustomerRow } from '../db/customers.ts';
import type { Instant } from '../domain/day.ts';
import { openOn } from '../domain/transfer-run.ts';
import type { Gathered } from './gather-invoice.ts';
import { componentsOf, languageOf, recipientOf } from './level-content.ts';

/** Where a case comes from. */
export const CaseSource = { TRANSFER: 'transfer', CHARGEBACK: 'chargeback' } as const;
export type CaseSource = (typeof CaseSource)[keyof typeof CaseSource];

/** The order to the collector for the claim of one invoice, as of the transfer. */
export function orderContent(
  gathered: Gathered,
  customer: CustomerRow,
  source: CaseSource,
  asOf: Instant,
): OrderContent {
  const { row, creditor, facts, calendar } = gathered;
  const reference = caseReference(row.number, facts.state.round);
  return {
    kind: 'order',
    creditor: { id: creditor.creditor, name: creditor.name, country: creditor.country },
    debtor: {
      ...recipientOf(customer),
      kind: customer.kind,
      registerNumber: customer.registerNumber,
      phone: customer.phone,
      language: languageOf(customer, creditor),
    },
    case: { reference, externalId: reference, source },
    invoices: [
      {
        number: row.number,
        reference: row.reference,
        issuedOn: row.issuedOn,
        dueOn: facts.dueOn,
        noticeDeliveredOn: facts.state.noticeDeliveredOn,
        noticeDueOn: facts.state.noticeDueOn,
        currency: row.currency,
        open: componentsOf(openOn(facts, calendar.dayOf(asOf))),
      },
    ],
    on: calendar.dayOf(asOf),
  };
}
