import { existsSync } from 'node:fs';
import { createCalendar } from '../../calendar/calendar.ts';
import { didYouMean } from '../../config/nearest.ts';
import { type CreditorRow, listCreditors } from '../../db/creditor/creditors.ts';
import { type Database, openDatabase } from '../../db/drivers/sqlite/open.ts';
import type { Calendar } from '../../domain/kernel/calendar.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { createSources, type Sources } from '../../gather/invoice/gather-invoice.ts';
import { now } from './clock.ts';
import { databaseFile } from './data-folder.ts';
import { WorkFailed, WrongUse } from './failures.ts';
import { noDatabaseIn } from './missing-database.ts';
import type { SharedOptions } from './options.ts';
import { Output } from './output.ts';

/** What a command works with: the database, its output, one moment that is now. */
export interface Context {
  readonly options: SharedOptions;
  readonly db: Database;
  readonly output: Output;
  readonly sources: Sources;
  readonly asOf: Instant;
}

/** A creditor with its calendar. */
export interface Tenant {
  readonly row: CreditorRow;
  readonly id: string;
  readonly calendar: Calendar;
}

/** Opens the database for reading, runs the command and closes it. */
export async function withDatabase(
  options: SharedOptions,
  work: (context: Context) => Promise<void>,
): Promise<void> {
  return using(options, { readOnly: true }, work);
}

/** The same for the few commands that stage or configure. */
export async function withWritableDatabase(
  options: SharedOptions,
  work: (context: Context) => Promise<void>,
  { mayCreate = false }: { mayCreate?: boolean } = {},
): Promise<void> {
  return using(options, { readOnly: false, mayCreate }, work);
}

async function using(
  options: SharedOptions,
  { readOnly, mayCreate = false }: { readOnly: boolean; mayCreate?: boolean },
  work: (context: Context) => Promise<void>,
): Promise<void> {
  const file = databaseFile(options.data);
  if (!mayCreate && !existsSync(file)) {
    throw new WorkFailed(
      `${noDatabaseIn(options.data)}: name another folder with --data, or begin with npm start or dunwell policy publish FILE --create.`,
    );
  }
  const db = await openDatabase({ file, readOnly });
  try {
    const output = new Output(options.json === true);
    await work({ options, db, output, sources: createSources(false), asOf: now() });
  } finally {
    await db.close();
  }
}

/** The creditors a list is about: the one that was named, else all. */
export async function tenants(context: Context): Promise<readonly Tenant[]> {
  const { db, options } = context;
  const rows = await db.read((tx) => listCreditors(tx));
  if (rows.length === 0) {
    throw new WorkFailed('There is no creditor yet: publish a file with `dunwell policy publish FILE`.');
  }
  const named = options.creditor;
  const chosen = named === undefined ? rows : rows.filter((row) => row.creditor === named);
  if (chosen.length === 0 && named !== undefined) {
    const ids = rows.map((row) => row.creditor);
    const hint = didYouMean(named, ids) || `: there are ${ids.join(', ')}.`;
    throw new WorkFailed(`There is no creditor ${named}${hint}`);
  }
  return chosen.map((row) => ({ row, id: row.creditor, calendar: createCalendar(row) }));
}

/** The creditor a command is about: the one that was named, else the only one. */
export async function tenant(context: Context): Promise<Tenant> {
  const all = await tenants(context);
  const [only] = all;
  if (all.length > 1 || only === undefined) {
    throw new WrongUse(
      `There are several creditors: name one with --creditor, of ${all.map((one) => one.id).join(', ')}.`,
    );
  }
  return only;
}
