import type { CreateCaseRequest } from '../../contracts/case.ts';
import type { BillingAddress } from '../../contracts/collector.ts';
import {
  ensureCustomer,
  findCustomer,
  findCustomerByReference,
  saveCustomer,
} from '../../db/customer/customers.ts';
import type { Tx } from '../../db/tx.ts';

/**
 * Whom a created case is against: the customer of its invoices, the one it names, or one made for it, so that pauses
 * and opt-outs of a debtor reach its cases too.
 */
export async function debtorOfRequest(
  tx: Tx,
  creditor: string,
  request: CreateCaseRequest,
  ofInvoices: number | null,
): Promise<{ readonly customerId: number } | { readonly refused: string }> {
  const { customer } = request;
  if (ofInvoices !== null) {
    const named = customer === null ? undefined : await findCustomerByReference(tx, creditor, customer);
    if (customer !== null && named?.id !== ofInvoices) {
      return { refused: `The invoices are not of customer ${customer}.` };
    }
    return { customerId: ofInvoices };
  }
  const reference = customer ?? `case ${request.externalId}`;
  const customerId = await ensureCustomer(tx, creditor, reference);
  const known = await findCustomer(tx, customerId);
  if (known?.name === null) {
    await saveCustomer(tx, creditor, { reference, ...fieldsOf(request.billingAddress) });
  }
  return { customerId };
}

function fieldsOf(address: BillingAddress) {
  const { givenName, familyName, organizationName } = address;
  const person = [givenName, familyName].filter((part) => part !== undefined).join(' ');
  return {
    name: organizationName ?? (person === '' ? null : person),
    kind: organizationName === undefined ? null : 'business',
    registerNumber: address.commercialRegisterNumber ?? null,
    email: address.emailAddress ?? null,
    phone: address.phoneNumber ?? address.mobilePhoneNumber ?? null,
    street: address.street ?? null,
    postcode: address.postcode ?? null,
    city: address.city ?? null,
    country: address.country ?? null,
    birthDate: address.dateOfBirth ?? null,
  };
}
