import type { Database } from '../../db/database.ts';
import { createSources } from '../../gather/sources.ts';
import { creditorsNamed } from '../../read/creditor/creditors-named.ts';
import type { Reader, Tenant } from '../../read/kit/reader.ts';
import { now } from './clock.ts';
import { WorkFailed, WrongUse } from './failures.ts';
import { operatorWords } from './language.ts';
import { openBooks, openForRun, type RunOptions } from './open-books.ts';
import type { SharedOptions } from './options.ts';
import { Output } from './output.ts';

export type { Tenant } from '../../read/kit/reader.ts';

/** What a command works with: what questions are answered from, and its output. */
export interface Context extends Reader {
  readonly options: SharedOptions;
  readonly output: Output;
}

/** Opens the database for reading, runs the command and closes it. */
export async function withDatabase(
  options: SharedOptions,
  work: (context: Context) => Promise<void>,
): Promise<void> {
  return closing(await openBooks(options, { readOnly: true }), options, work);
}

/** The same for the few commands that stage or configure. */
export async function withWritableDatabase(
  options: SharedOptions,
  work: (context: Context) => Promise<void>,
): Promise<void> {
  return closing(await openBooks(options, { readOnly: false }), options, work);
}

/** The same for what is published, which may begin the books: the folder they lie in, or the tables. */
export async function withBooksToPublishIn(
  options: SharedOptions & RunOptions,
  work: (context: Context) => Promise<void>,
): Promise<void> {
  const { db } = await openForRun(options);
  return closing(db, options, work);
}

async function closing(
  db: Database,
  options: SharedOptions,
  work: (context: Context) => Promise<void>,
): Promise<void> {
  try {
    const output = new Output(options.json === true);
    const words = operatorWords();
    await work({ options, db, output, sources: createSources(false), asOf: now(), words });
  } finally {
    await db.close();
  }
}

/** The creditors a list is about: the one that was named, else all. */
export async function tenants(context: Context): Promise<readonly Tenant[]> {
  const { db, options } = context;
  const found = await db.read((tx) => creditorsNamed(tx, options.creditor));
  if (found.length > 0) return found;
  throw new WorkFailed('There is no creditor yet: publish a file with `dunwell policy publish FILE`.');
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
