import type Sqlite from 'better-sqlite3';
import type { LedgerEntry } from '../../../domain/kernel/ledger.ts';
import { openAmount } from '../../../domain/kernel/open-amount.ts';

/** What statements over sets ask of the rules, where the rule is no sum: registered on every connection. */
export function registerFunctions(client: Sqlite.Database): void {
  // Called for the few invoices from which money was taken back; all others are added up by the statement itself.
  client.function(
    'open_amount',
    { deterministic: true },
    (amount, ledger, day) =>
      openAmount(Number(amount), JSON.parse(String(ledger)) as LedgerEntry[], Number(day)).total,
  );
}
