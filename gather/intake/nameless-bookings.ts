import type { CreditorRow } from '../../db/creditor/creditors.ts';
import { countUnmatched, listUnmatched } from '../../db/intake/unmatched.ts';
import type { Tx } from '../../db/tx.ts';
import { Hint, proposals } from '../../domain/intake/matching/propose.ts';
import type { Day } from '../../domain/kernel/day.ts';
import { money } from '../../domain/kernel/money.ts';
import { gatherCandidates } from './gather-candidates.ts';

/** Bookings that name an invoice which the ledger does not have. */
export interface NamelessBookings {
  readonly count: number;
  /** The first of them, each as `payments.csv:2: RE2026-101, 400.00 EUR`. */
  readonly first: readonly string[];
}

const MOST_TOLD = 10;
const SURE_ENOUGH: readonly Hint[] = [Hint.NUMBER, Hint.WRITTEN_DIFFERENTLY];

/** The bookings of a batch, or of a whole ledger, that name no invoice of it and no customer. */
export async function namelessBookings(
  tx: Tx,
  creditor: CreditorRow,
  batchId: string | undefined,
  today: Day,
): Promise<NamelessBookings> {
  const filter = { creditor: creditor.creditor, batchId, nameless: true };
  const first: string[] = [];
  for (const row of await listUnmatched(tx, { ...filter, limit: MOST_TOLD })) {
    const found = await gatherCandidates(tx, creditor, row, Math.max(today, row.bookedOn));
    const meant = proposals(found.money, found.candidates).find(({ hint }) => SURE_ENOUGH.includes(hint));
    const where = row.file === null ? '' : `${row.file}:${row.line}: `;
    const guess = meant === undefined ? '' : `; did you mean ${meant.number}?`;
    first.push(`${where}${row.invoiceNumber}, ${money(row.amount, row.currency)}${guess}`);
  }
  return { count: await countUnmatched(tx, filter), first };
}

/** The same in words, a line for each of the first; empty when every booking found its invoice. */
export function namelessInWords({ count, first }: NamelessBookings): readonly string[] {
  if (count === 0) return [];
  const name = count === 1 ? 'booking names' : 'bookings name';
  const more = count > first.length ? [`  and ${count - first.length} more`] : [];
  return [`${count} ${name} no invoice of this ledger:`, ...first.map((line) => `  ${line}`), ...more];
}
