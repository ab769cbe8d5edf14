import type { CustomerRow } from '../../db/customer/customers.ts';
import { customerNamed } from '../../read/customer/customer-named.ts';
import type { Context, Tenant } from '../kit/context.ts';

/** The customer of that number; refused in words when the creditor has none. */
export function customerOf({ db }: Context, { id }: Tenant, reference: string): Promise<CustomerRow> {
  return db.read((tx) => customerNamed(tx, id, reference));
}
