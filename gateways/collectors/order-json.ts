import type { OrderContent } from '../../contracts/collector.ts';
import type { OpenComponents } from '../../contracts/effects.ts';
import { type Day, formatDay } from '../../domain/day.ts';
import { formatAmount } from '../../domain/money.ts';
import type { Parcel } from '../port.ts';
import { refusal } from '../refusal.ts';

/** Raised whenever a field changes its meaning or goes; fields may be added under the same number. */
export const ORDER_FORMAT = 'dunwell/collector-order/1';

/** A collector order as JSON: amounts are decimals in quotes, days are ISO dates, what is unknown is null. */
export function orderJson({ key, content }: Parcel<OrderContent>): string {
  const currency = currencyOf(content);
  const { creditor, case: order, debtor } = content;
  return `${JSON.stringify(
    {
      format: ORDER_FORMAT,
      key,
      orderedOn: formatDay(content.on),
      creditor: { id: creditor.id, name: creditor.name, country: creditor.country },
      case: { reference: order.reference, externalId: order.externalId, source: order.source },
      debtor: {
        reference: debtor.reference,
        kind: debtor.kind,
        name: debtor.name,
        registerNumber: debtor.registerNumber,
        representative: debtor.representative,
        email: debtor.email,
        phone: debtor.phone,
        street: debtor.street,
        postcode: debtor.postcode,
        city: debtor.city,
        country: debtor.country,
        language: debtor.language,
      },
      currency,
      total: formatAmount(
        content.invoices.reduce((sum, { open }) => sum + open.total, 0),
        currency,
      ),
      invoices: content.invoices.map((invoice) => ({
        number: invoice.number,
        reference: invoice.reference,
        issuedOn: formatDay(invoice.issuedOn),
        dueOn: isoOf(invoice.dueOn),
        noticeDeliveredOn: isoOf(invoice.noticeDeliveredOn),
        noticeDueOn: isoOf(invoice.noticeDueOn),
        open: decimalsOf(invoice.open, currency),
      })),
    },
    null,
    2,
  )}\n`;
}

/** The currency all invoices share; amounts of several cannot be one claim. */
function currencyOf({ invoices }: OrderContent): string {
  const [first] = invoices;
  if (first === undefined) throw refusal('The collector order names no invoice.');
  if (invoices.some(({ currency }) => currency !== first.currency)) {
    throw refusal('The invoices of the collector order are in several currencies.');
  }
  return first.currency;
}

function decimalsOf(open: OpenComponents, currency: string): Record<keyof OpenComponents, string> {
  const { principal, fees, interest, costs, total } = open;
  return {
    principal: formatAmount(principal, currency),
    fees: formatAmount(fees, currency),
    interest: formatAmount(interest, currency),
    costs: formatAmount(costs, currency),
    total: formatAmount(total, currency),
  };
}

function isoOf(day: Day | null): string | null {
  return day === null ? null : formatDay(day);
}
