import { createHash } from 'node:crypto';
import type { QueryConfig } from 'pg';
import type { About } from '../../database.ts';

/*
 * Who may write beside whom, by locks of the server that end with their transaction. A transaction that says nothing
 * runs alone; one about a creditor runs alone among those of the creditor; of those about one row only the ones about
 * the same row wait for each other. All take their locks in one order: of all books, of the creditor, of the row.
 */

/** "dunw", as the number under which other programs on the same server will hardly look for a lock. */
const DUNWELL = 0x64_75_6e_77;
const ALL_BOOKS = 0;

/** What a transaction about that must hold before its work begins. */
export function locksFor(about: About | undefined): readonly QueryConfig[] {
  if (about === undefined) return [held('alone', 'pg_advisory_xact_lock($1, $2)', [DUNWELL, ALL_BOOKS])];
  const creditor = [DUNWELL, ALL_BOOKS, numberOf(about.creditor)];
  const shared = 'pg_advisory_xact_lock_shared($1, $2)';
  if ('invoice' in about) {
    return [
      held('row', `${shared}, pg_advisory_xact_lock_shared($1, $3)`, creditor),
      lockedRow('invoice', INVOICE, [about.creditor, about.invoice]),
    ];
  }
  if ('case' in about) {
    return [
      held('row', `${shared}, pg_advisory_xact_lock_shared($1, $3)`, creditor),
      lockedRow('case', CASE, [about.creditor, about.case]),
      lockedRow('case_invoices', INVOICES_OF_CASE, [about.creditor, about.case]),
    ];
  }
  return [held('creditor', `${shared}, pg_advisory_xact_lock($1, $3)`, creditor)];
}

/** The order in which this process lets its own transactions ask: one that runs alone waits outside of the pool. */
export function turnOf(about: About | undefined): string | undefined {
  if (about === undefined) return '';
  return 'invoice' in about || 'case' in about ? undefined : about.creditor;
}

const INVOICE = 'select id from invoices where creditor = $1 and number = $2 for no key update';
const CASE = 'select id from cases where creditor = $1 and reference = $2 for no key update';
/** In the order of their ids, so that two cases that share some never wait for each other in a circle. */
const INVOICES_OF_CASE = `select invoices.id from cases
  join case_invoices on case_invoices.case_id = cases.id
  join invoices on invoices.id = case_invoices.invoice_id
  where cases.creditor = $1 and cases.reference = $2
  order by invoices.id for no key update of invoices`;

const held = (name: string, locks: string, values: number[]) => ({
  name: `dunwell_lock_${name}`,
  text: `select ${locks}`,
  values,
});

const lockedRow = (name: string, text: string, values: string[]) => ({
  name: `dunwell_lock_${name}`,
  text,
  values,
});

/** A creditor as the number of a lock; two with the same number wait for each other and no more. */
function numberOf(creditor: string): number {
  const number = createHash('sha256').update(creditor).digest().readInt32BE();
  return number === ALL_BOOKS ? 1 : number;
}
