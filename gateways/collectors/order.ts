import { z } from 'zod';
import type { OpenComponents } from '../../contracts/claim.ts';
import type { BillingAddress, OrderContent } from '../../contracts/collector.ts';
import { CaseSource } from '../../domain/case/state.ts';
import { formatDay } from '../../domain/kernel/day.ts';
import { formatAmount } from '../../domain/kernel/money.ts';
import type { Delivery } from '../port.ts';
import { refusal } from '../refusal.ts';
import { day, isoOf, words } from '../wire.ts';
import { amount, configuration, configurationOf, currency, environment, text } from './parts.ts';

/** Raised whenever a field changes its meaning or goes; fields may be added under the same number. */
const ORDER_FORMAT = 'dunwell/collector-order/2';

const unknown = text.nullable();
const LINE_ITEM_TYPES = ['SHIPPING', 'DISCOUNT', 'FEE', 'PRODUCT', 'TIP'] as const;
const ADDRESS_FIELDS = [
  'givenName',
  'familyName',
  'organizationName',
  'street',
  'postcode',
  'city',
  'country',
  'postalState',
  'gender',
  'emailAddress',
  'phoneNumber',
  'mobilePhoneNumber',
  'salutation',
  'salesTaxNumber',
  'commercialRegisterNumber',
  'socialSecurityNumber',
] as const satisfies readonly (keyof BillingAddress)[];

const address = z
  .strictObject({
    ...(Object.fromEntries(ADDRESS_FIELDS.map((name) => [name, unknown])) as Record<
      (typeof ADDRESS_FIELDS)[number],
      typeof unknown
    >),
    dateOfBirth: day.nullable(),
  })
  .describe('Whom the case is against, as the contract has it.');

const open = z
  .strictObject({ principal: amount, fees: amount, interest: amount, costs: amount, total: amount })
  .describe('What was open on the day of the order.');

/** An order as it travels: amounts are decimals in quotes, days are ISO dates, what is unknown is null. */
export const orderMessageSchema = z
  .strictObject({
    format: z.literal(ORDER_FORMAT),
    key: text.describe('Permanent: the same order sent again has the same.'),
    orderedOn: day,
    environment,
    configuration,
    creditor: z.strictObject({ id: text, name: text, country: text }),
    case: z.strictObject({
      reference: text,
      externalId: text,
      source: words(CaseSource),
      contractDate: day,
      dueOn: day,
    }),
    debtor: z.strictObject({
      reference: text.describe('Customer number at the creditor.'),
      kind: unknown,
      name: unknown,
      registerNumber: unknown,
      representative: unknown,
      email: unknown,
      phone: unknown,
      street: unknown.describe('May have several lines.'),
      postcode: unknown,
      city: unknown,
      country: unknown,
      language: text,
    }),
    billingAddress: address,
    currency: currency.describe('Of all amounts.'),
    total: amount.describe('The claim: the sum of the line items.'),
    lineItems: z.array(
      z.strictObject({
        uniqueId: text,
        name: text,
        quantity: text.describe('A decimal in quotes.'),
        amountIncludingTax: amount,
        type: z.enum(LINE_ITEM_TYPES),
        sku: unknown,
        shippingRequired: z.boolean().nullable(),
      }),
    ),
    invoices: z
      .array(
        z.strictObject({
          number: text,
          reference: unknown.describe('What the debtor quotes with the payment.'),
          issuedOn: day,
          dueOn: day.nullable(),
          noticeDeliveredOn: day.nullable(),
          noticeDueOn: day.nullable().describe('The deadline of the debt collection notice.'),
          open,
        }),
      )
      .describe('Empty when another service created the case.'),
    documents: z.array(
      z.strictObject({
        name: text,
        type: text.describe('Media type.'),
        size: z.int().describe('Bytes.'),
        sha256: z.string().length(64),
        file: text.nullable().describe('File drop: where it lies, from the folder of orders.'),
      }),
    ),
  })
  .describe('An order to a debt collector: the claim of one case.');

export type OrderMessage = z.output<typeof orderMessageSchema>;

/** The message of an order; refuses one that could not be understood. */
export function orderMessage(
  { key, content }: Pick<Delivery<OrderContent>, 'key' | 'content'>,
  fileOf: (document: OrderContent['documents'][number]) => string | null = () => null,
): OrderMessage {
  refuseWrong(content);
  const { creditor, case: order, debtor } = content;
  const { address: billing, ...known } = debtor;
  return {
    format: ORDER_FORMAT,
    key,
    orderedOn: formatDay(content.on),
    environment: content.target.environment,
    configuration: configurationOf(content.target),
    creditor: { id: creditor.id, name: creditor.name, country: creditor.country },
    case: {
      reference: order.reference,
      externalId: order.externalId,
      source: order.source,
      contractDate: formatDay(order.contractDate),
      dueOn: formatDay(order.dueOn),
    },
    debtor: {
      reference: known.reference,
      kind: known.kind,
      name: known.name,
      registerNumber: known.registerNumber,
      representative: known.representative,
      email: known.email,
      phone: known.phone,
      street: known.street,
      postcode: known.postcode,
      city: known.city,
      country: known.country,
      language: known.language,
    },
    billingAddress: addressOf(billing),
    currency: order.currency,
    total: formatAmount(order.amount, order.currency),
    lineItems: content.lineItems.map((item) => ({
      uniqueId: item.uniqueId,
      name: item.name,
      quantity: item.quantity,
      amountIncludingTax: formatAmount(item.amountIncludingTax, order.currency),
      type: item.type,
      sku: item.sku ?? null,
      shippingRequired: item.shippingRequired ?? null,
    })),
    invoices: content.invoices.map((invoice) => ({
      number: invoice.number,
      reference: invoice.reference,
      issuedOn: formatDay(invoice.issuedOn),
      dueOn: isoOf(invoice.dueOn),
      noticeDeliveredOn: isoOf(invoice.noticeDeliveredOn),
      noticeDueOn: isoOf(invoice.noticeDueOn),
      open: decimalsOf(invoice.open, order.currency),
    })),
    documents: content.documents.map((document) => ({
      name: document.name,
      type: document.type,
      size: document.size,
      sha256: document.hash,
      file: fileOf(document),
    })),
  };
}

/** Wrong by any road, such an order must not leave: no attempt can mend it. */
function refuseWrong({ lineItems, invoices, case: { currency: ofCase, amount: total } }: OrderContent): void {
  if (lineItems.length === 0) throw refusal('The collector order has no line item.');
  const sum = lineItems.reduce((before, { amountIncludingTax }) => before + amountIncludingTax, 0);
  if (sum !== total) {
    const [items, claim] = [formatAmount(sum, ofCase), formatAmount(total, ofCase)];
    throw refusal(`The line items of the collector order add up to ${items}, not to its total ${claim}.`);
  }
  // Amounts of several currencies cannot be one claim.
  const other = invoices.find(({ currency: its }) => its !== ofCase);
  if (other !== undefined) {
    throw refusal(
      `Invoice ${other.number} of the collector order is in ${other.currency}, the case in ${ofCase}.`,
    );
  }
}

function addressOf(billing: BillingAddress): OrderMessage['billingAddress'] {
  const fields = Object.fromEntries(ADDRESS_FIELDS.map((name) => [name, billing[name] ?? null]));
  return { ...fields, dateOfBirth: isoOf(billing.dateOfBirth ?? null) } as OrderMessage['billingAddress'];
}

function decimalsOf(components: OpenComponents, ofCase: string): Record<keyof OpenComponents, string> {
  const { principal, fees, interest, costs, total } = components;
  return {
    principal: formatAmount(principal, ofCase),
    fees: formatAmount(fees, ofCase),
    interest: formatAmount(interest, ofCase),
    costs: formatAmount(costs, ofCase),
    total: formatAmount(total, ofCase),
  };
}
