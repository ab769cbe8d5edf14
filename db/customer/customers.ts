import { and, asc } from 'drizzle-orm';
import { equals, named } from '../named.ts';
import { columnsBut, placeholders } from '../prepared.ts';
import { customers } from '../tables/customers.ts';
import { preparedStatements, type Tx } from '../tx.ts';
import { isOneOf } from '../words.ts';

export type CustomerRow = Readonly<typeof customers.$inferSelect>;

/** What was found out here and no import tells. */
type Found = 'deadEmail' | 'deadAddress';
type Details = Omit<CustomerRow, 'id' | 'creditor' | 'reference' | Found>;

/** What is known of a customer; what is left out stays as it was. */
export type CustomerToSave = { readonly reference: string } & {
  readonly [K in keyof Details]?: Details[K] | undefined;
};

const DETAILS = columnsBut(customers, [
  ...(['id', 'creditor', 'reference'] as const),
  ...(['deadEmail', 'deadAddress'] as const),
]) as readonly (keyof Details)[];

const UNKNOWN: Details = {
  name: null,
  kind: null,
  registerNumber: null,
  email: null,
  phone: null,
  street: null,
  postcode: null,
  city: null,
  country: null,
  language: null,
  birthDate: null,
  representative: null,
  dunningOptOut: false,
  archived: false,
  directDebitOn: null,
};

const statements = preparedStatements(({ orm, write, insert }) => ({
  byId: orm.select().from(customers).where(equals(customers, 'id')).prepare(),
  byReference: orm
    .select()
    .from(customers)
    .where(and(equals(customers, 'creditor'), equals(customers, 'reference')))
    .prepare(),
  mentioned: orm
    .select({ id: customers.id, reference: customers.reference })
    .from(customers)
    .where(and(equals(customers, 'creditor'), isOneOf(customers.reference, 'references')))
    .orderBy(asc(customers.id))
    .limit(named('limit'))
    .prepare(),
  insert: insert<Omit<CustomerRow, 'id' | Found>>(
    orm.insert(customers).values(placeholders(customers, ['creditor', 'reference', ...DETAILS])),
  ),
  bury: write<Pick<CustomerRow, 'id' | Found>>(
    orm
      .update(customers)
      .set(placeholders(customers, ['deadEmail', 'deadAddress']))
      .where(equals(customers, 'id')),
  ),
  update: write<Details & { id: number }>(
    orm.update(customers).set(placeholders(customers, DETAILS)).where(equals(customers, 'id')),
  ),
}));

/** The customer of that reference, taken up by it alone when not yet known. */
export async function ensureCustomer(tx: Tx, creditor: string, reference: string): Promise<number> {
  return (await saveCustomer(tx, creditor, { reference })).id;
}

/** Writes what is known of a customer; `changed` is false when all of it was known already. */
export async function saveCustomer(
  tx: Tx,
  creditor: string,
  customer: CustomerToSave,
): Promise<{ id: number; changed: boolean }> {
  const { reference } = customer;
  const known = await statements(tx).byReference.get({ creditor, reference });
  const before: Details = known ?? UNKNOWN;
  const details = Object.fromEntries(
    DETAILS.map((name) => [name, customer[name] === undefined ? before[name] : customer[name]]),
  ) as unknown as Details;
  if (known === undefined) {
    return { id: await statements(tx).insert({ creditor, reference, ...details }), changed: true };
  }
  const changed = DETAILS.some((name) => details[name] !== known[name]);
  if (changed) await statements(tx).update({ id: known.id, ...details });
  return { id: known.id, changed };
}

/** Notes addresses that what was sent came back from; null where none is known. */
export async function noteDeadAddresses(tx: Tx, id: number, dead: Pick<CustomerRow, Found>): Promise<void> {
  await statements(tx).bury({ id, ...dead });
}

export async function findCustomer(tx: Tx, id: number): Promise<CustomerRow | undefined> {
  return statements(tx).byId.get({ id });
}

export async function findCustomerByReference(
  tx: Tx,
  creditor: string,
  reference: string,
): Promise<CustomerRow | undefined> {
  return statements(tx).byReference.get({ creditor, reference });
}

/** Those of these references that are customers. */
export async function customersAmong(
  tx: Tx,
  creditor: string,
  references: readonly string[],
  limit: number,
): Promise<readonly Pick<CustomerRow, 'id' | 'reference'>[]> {
  return statements(tx).mentioned.all({ creditor, references: JSON.stringify(references), limit });
}
