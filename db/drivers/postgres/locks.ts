import { createHash } from 'node:crypto';
import type { QueryConfig } from 'pg';
import type { About } from '../../database.ts';

/*
 * Who may write beside whom, by locks of the server that end with their transaction. A transaction that says nothing
 * runs alone; one about a creditor runs alone among those of the creditor; of those about an invoice or a case only the
 * ones of the same customer wait for each other, as what they decide may rest on all that the customer has. All take
 * their locks in one order, so that none waits for another in a circle: of all books, of the creditor, of the
 * customer, of the case, of its invoices.
 */

/** "dunw", as the number under which other programs on the same server will hardly look for a lock. */
const DUNWELL = 0x64_75_6e_77;
const ALL_BOOKS = 0;

/** What a transaction about that must hold before its work begins. */
export function locksFor(about: About | undefined): readonly QueryConfig[] {
  if (about === undefined) return [held('alone', 'pg_advisory_xact_lock($1, $2)', [DUNWELL, ALL_BOOKS])];
  const creditor = [DUNWELL, ALL_BOOKS, numberOf(about.creditor)];
  const shared = 'pg_advisory_xact_lock_shared($1, $2)';
  const beside = held('beside', `${shared}, pg_advisory_xact_lock_shared($1, $3)`, creditor);
  if ('invoice' in about) {
    const values = [about.creditor, about.invoice];
    return [beside, ...ROWS_OF_INVOICE.map((statement) => ({ ...statement, values }))];
  }
  if ('case' in about) {
    const values = [about.creditor, about.case];
    return [beside, ...ROWS_OF_CASE.map((statement) => ({ ...statement, values }))];
  }
  return [held('creditor', `${shared}, pg_advisory_xact_lock($1, $3)`, creditor)];
}

const NO_CREDITOR_IS_CALLED_SO = '*';

/** The order in which this process lets its own transactions ask: one that runs alone waits outside of the pool. */
export function turnOf(about: About | undefined): string | undefined {
  if (about === undefined) return NO_CREDITOR_IS_CALLED_SO;
  return 'invoice' in about || 'case' in about ? undefined : about.creditor;
}

/** Each statement sees what was committed while the one before it waited. */
const ROWS_OF_INVOICE = [
  {
    name: 'dunwell_lock_customer_of_invoice',
    text: `select customers.id from invoices join customers on customers.id = invoices.customer_id
      where invoices.creditor = $1 and invoices.number = $2 for no key update of customers`,
  },
  {
    name: 'dunwell_lock_invoice',
    text: 'select id from invoices where creditor = $1 and number = $2 for no key update',
  },
];

const ROWS_OF_CASE = [
  {
    name: 'dunwell_lock_customer_of_case',
    text: `select customers.id from cases join customers on customers.id = cases.customer_id
      where cases.creditor = $1 and cases.reference = $2 for no key update of customers`,
  },
  {
    name: 'dunwell_lock_case',
    text: 'select id from cases where creditor = $1 and reference = $2 for no key update',
  },
  {
    name: 'dunwell_lock_invoices_of_case',
    text: `select invoices.id from cases
      join case_invoices on case_invoices.case_id = cases.id
      join invoices on invoices.id = case_invoices.invoice_id
      where cases.creditor = $1 and cases.reference = $2
      order by invoices.id for no key update of invoices`,
  },
];

const held = (name: string, locks: string, values: number[]) => ({
  name: `dunwell_lock_${name}`,
  text: `select ${locks}`,
  values,
});

/** A creditor as the number of a lock; two with the same number wait for each other and no more. */
function numberOf(creditor: string): number {
  const number = createHash('sha256').update(creditor).digest().readInt32BE();
  return number === ALL_BOOKS ? 1 : number;
}
