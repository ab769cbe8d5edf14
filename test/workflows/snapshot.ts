import type { Database } from '../../db/database.ts';
import { withSql } from '../db/sql.ts';

/** Everything that may stand once only: what was done, sent, held, booked and asked of a person. */
const TABLES = {
  invoices: `select number, stage, round, levels_done, listed_on, approved_at, closed_on, next_step, next_at, because,
    held, open_principal, open_fees, surplus, case_count from invoices where creditor = ? order by id`,
  transitions: `select t.* from transitions t join invoices i on i.id = t.invoice_id where i.creditor = ? order by t.id`,
  effects: `select e.* from effects e join invoices i on i.id = e.invoice_id where i.creditor = ? order by e.key`,
  holds: 'select * from holds where creditor = ? order by id',
  releases: `select r.* from hold_releases r join holds h on h.id = r.hold_id where h.creditor = ? order by r.hold_id`,
  ledger: 'select * from ledger_entries where creditor = ? order by id',
  cases: 'select reference, state, outcome, collected from cases where creditor = ? order by id',
  tasks: 'select * from tasks where creditor = ? order by id',
} as const;

export type Snapshot = Readonly<Record<keyof typeof TABLES, readonly unknown[]>>;

/** All rows of a creditor, to be held against those of another moment. */
export async function snapshot(db: Database, creditor: string): Promise<Snapshot> {
  return withSql(db, async (sql) => {
    const rows: [string, unknown[]][] = [];
    for (const [name, text] of Object.entries(TABLES)) rows.push([name, await sql.all(text, creditor)]);
    return Object.fromEntries(rows) as unknown as Snapshot;
  });
}
