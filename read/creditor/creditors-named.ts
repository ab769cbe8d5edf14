import { createCalendar } from '../../calendar/calendar.ts';
import { didYouMean } from '../../config/nearest.ts';
import { listCreditors } from '../../db/creditor/creditors.ts';
import type { Tx } from '../../db/tx.ts';
import { NotInDatabase } from '../../gather/not-in-database.ts';
import type { Tenant } from '../kit/reader.ts';

/** The creditors that a question is about: the one that was named, else all. Refused in words when it is not there. */
export async function creditorsNamed(tx: Tx, named: string | undefined): Promise<readonly Tenant[]> {
  const all = await listCreditors(tx);
  const chosen = named === undefined ? all : all.filter(({ creditor }) => creditor === named);
  if (chosen.length === 0 && named !== undefined && all.length > 0) {
    const ids = all.map(({ creditor }) => creditor);
    const hint = didYouMean(named, ids) || `: there are ${ids.join(', ')}.`;
    throw new NotInDatabase(`There is no creditor ${named}${hint}`);
  }
  return chosen.map((row) => ({ row, id: row.creditor, calendar: createCalendar(row) }));
}
