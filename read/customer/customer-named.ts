import { type CustomerRow, findCustomerByReference } from '../../db/customer/customers.ts';
import type { Tx } from '../../db/tx.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';

/** The customer of that reference; refused in words when the creditor has none. */
export async function customerNamed(tx: Tx, creditor: string, reference: string): Promise<CustomerRow> {
  const row = await findCustomerByReference(tx, creditor, reference);
  if (row === undefined) throw new NotInDatabase(`Creditor ${creditor} has no customer ${reference}.`);
  return row;
}
