import { createCalendar } from '../../calendar/calendar.ts';
import { checkBooks } from '../../db/books/books.ts';
import type { BookProblem } from '../../db/books/problem.ts';
import { listCreditors } from '../../db/creditor/creditors.ts';
import type { Database } from '../../db/database.ts';

const DAY_MS = 86_400_000;

/** Where the books of all creditors do not follow from what was written down; an empty list is good. */
export async function bookProblems(db: Pick<Database, 'read'>): Promise<readonly BookProblem[]> {
  const rows = await db.read((tx) => listCreditors(tx));
  const calendars = new Map(rows.map((row) => [row.creditor, createCalendar(row)]));
  return checkBooks(db, (creditor, at) => calendars.get(creditor)?.dayOf(at) ?? Math.floor(at / DAY_MS));
}
