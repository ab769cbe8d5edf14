import type { CreditorRow } from '../../db/creditor/creditors.ts';
import type { Database } from '../../db/database.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import type { Sources } from '../../gather/sources.ts';
import type { Words } from '../../templates/languages.ts';

/** What a question about the books is answered from: the database, one moment that is now, the reader's words. */
export interface Reader {
  readonly db: Database;
  readonly sources: Sources;
  readonly asOf: Instant;
  /** In the language of whoever reads. */
  readonly words: Words;
}

/** A creditor with its calendar. */
export interface Tenant {
  readonly row: CreditorRow;
  readonly id: string;
  readonly calendar: Calendar;
}
