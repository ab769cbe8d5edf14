import Sqlite from 'better-sqlite3';

/** Everything that may stand once only: what was done, sent, held, booked and asked of a person. */
const TABLES = {
  invoices: `select number, stage, round, levels_done, listed_on, approved_at, closed_on, next_step, next_at, because,
    held, open_principal, open_fees, surplus, case_count from invoices where creditor = :creditor order by id`,
  transitions: `select t.* from transitions t join invoices i on i.id = t.invoice_id where i.creditor = :creditor order by t.id`,
  effects: `select e.* from effects e join invoices i on i.id = e.invoice_id where i.creditor = :creditor order by e.key`,
  holds: 'select * from holds where creditor = :creditor order by id',
  releases: `select r.* from hold_releases r join holds h on h.id = r.hold_id where h.creditor = :creditor order by r.hold_id`,
  ledger: 'select * from ledger_entries where creditor = :creditor order by id',
  cases: 'select reference, state, outcome, collected from cases where creditor = :creditor order by id',
  tasks: 'select * from tasks where creditor = :creditor order by id',
} as const;

export type Snapshot = Readonly<Record<keyof typeof TABLES, readonly unknown[]>>;

/** All rows of a creditor, to be held against those of another moment. */
export function snapshot(file: string, creditor: string): Snapshot {
  const client = new Sqlite(file, { readonly: true });
  try {
    const rows = Object.entries(TABLES).map(([name, sql]) => [name, client.prepare(sql).all({ creditor })]);
    return Object.fromEntries(rows) as Snapshot;
  } finally {
    client.close();
  }
}
