import { type CustomerRow, findCustomerByReference } from '../../db/customer/customers.ts';
import type { Context, Tenant } from '../kit/context.ts';
import { WorkFailed } from '../kit/failures.ts';

/** The customer of that number; fails when the creditor has none. */
export async function customerOf({ db }: Context, { id }: Tenant, reference: string): Promise<CustomerRow> {
  const row = await db.read((tx) => findCustomerByReference(tx, id, reference));
  if (row === undefined) throw new WorkFailed(`Creditor ${id} has no customer ${reference}.`);
  return row;
}
