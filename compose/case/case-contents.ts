import type { BillingAddress, LineItem } from '../../contracts/collector.ts';
import type { CustomerRow } from '../../db/customer/customers.ts';
import type { OpenAmount } from '../../domain/kernel/balance.ts';

/** What is open of an invoice as line items: its principal, and what was charged on top of it. */
export function lineItemsOf(
  invoices: readonly { readonly number: string; readonly open: OpenAmount }[],
): readonly LineItem[] {
  return invoices.flatMap(({ number, open }) => {
    const principal: LineItem = {
      uniqueId: number,
      name: number,
      quantity: '1',
      amountIncludingTax: open.principal,
      type: 'PRODUCT',
    };
    const extra = open.fees + open.interest + open.costs;
    if (extra === 0) return [principal];
    return [
      principal,
      {
        uniqueId: `${number}/charges`,
        name: `${number}: fees, interest, costs`,
        quantity: '1',
        amountIncludingTax: extra,
        type: 'FEE',
      },
    ];
  });
}

export function totalOf(lineItems: readonly LineItem[]): number {
  return lineItems.reduce((sum, item) => sum + item.amountIncludingTax, 0);
}

/** The address of a customer as a case has it; what is unknown is left out. */
export function billingAddressOf(customer: CustomerRow): BillingAddress {
  const { name, kind, street, postcode, city, country, email, phone, registerNumber, birthDate } = customer;
  const isBusiness = kind === 'business' || registerNumber !== null;
  const fields = {
    ...(isBusiness ? { organizationName: name } : { familyName: name }),
    street,
    postcode,
    city,
    country,
    emailAddress: email,
    phoneNumber: phone,
    commercialRegisterNumber: registerNumber,
    dateOfBirth: birthDate,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as BillingAddress;
}
