import type { BookProblem } from '../books/problem.ts';
import type { Database } from '../database.ts';
import { isAnswer } from '../drivers/postgres/errors.ts';
import { onOneConnection } from '../drivers/postgres/one-connection.ts';
import { inWords } from '../drivers/sqlite/errors.ts';
import { alreadyMoved, type Moved } from '../drivers/sqlite/moved.ts';
import { DatabaseError } from '../errors.ts';
import { COPIED_TABLES, type CopiedTable } from './copied-tables.ts';
import { Fingerprint, ofAll, type Print, type Value } from './fingerprint.ts';
import { Source } from './source.ts';
import { CopyPhase, type OnProgress, Steps } from './steps.ts';
import { Target } from './target.ts';
import type { Unstorable } from './unstorable.ts';

export interface CopyOptions {
  /** The SQLite file whose books are taken. */
  readonly file: string;
  /** The PostgreSQL database that takes them. */
  readonly url: string;
  /** Copies texts that PostgreSQL does not keep with `�` for what it refuses. */
  readonly replaces: boolean;
  readonly at: number;
  /** What is wrong with books; asked of both sides. */
  check(books: Pick<Database, 'read'>): Promise<readonly BookProblem[]>;
  readonly onProgress?: OnProgress;
}

export interface CopyReport {
  readonly from: string;
  readonly to: string;
  /** An earlier run had brought all of it over, and was cut off before it could say so. */
  readonly wasThere: boolean;
  readonly tables: ReadonlyMap<string, Print>;
  readonly replaced: readonly Unstorable[];
  /** What is wrong with the books on both sides alike. */
  readonly problems: readonly BookProblem[];
}

/**
 * Copies the books of a file into an empty PostgreSQL database, compares them, and marks the file as moved.
 *
 * All of it is one transaction there, so it may be killed at any time: half a copy is no copy, and the next run begins
 * anew. The file is marked before that transaction is committed: between the two it belongs to nobody, and a run that
 * finds it so asks the database what arrived.
 */
export async function copyBooks(options: CopyOptions): Promise<CopyReport> {
  const { file, url } = options;
  try {
    const source = await Source.open(file);
    try {
      return await onOneConnection(url, (connection) => copy(source, new Target(connection), options));
    } finally {
      source.close();
    }
  } catch (error) {
    throw inWords(error, file);
  }
}

async function copy(source: Source, target: Target, options: CopyOptions): Promise<CopyReport> {
  const { at, onProgress = () => undefined } = options;
  const { moved } = source;
  if (moved !== undefined && moved.to !== target.place) refuseMoved(source);
  const steps = new Steps(source.count(), onProgress);
  await target.begin();
  if (!(await target.isEmpty())) return recognize(source, target, options, steps);
  // What went on there is gone, and what the file holds is older than it.
  if (moved?.isDone) refuseMoved(source);

  steps.begin(CopyPhase.COPYING);
  const tables = new Map<string, Print>();
  for (const table of COPIED_TABLES) {
    const fingerprint = new Fingerprint();
    await target.insert(table, taken(source, table, fingerprint, steps, options.replaces));
    tables.set(table.name, fingerprint.print());
  }
  if (!options.replaces) refuseUnstorable(source);
  await compare(target, tables, steps);
  await target.end(source.lastIds());
  const problems = await checkBoth(source, target, options, steps);
  await target.sayCopied({ from: source.file, at, sha256: ofAll(tables) });
  source.sayMoved({ to: target.place, at, isDone: false });
  await commit(target, source);
  source.sayMoved({ to: target.place, at, isDone: true });
  return {
    from: source.file,
    to: target.place,
    wasThere: false,
    tables,
    problems,
    replaced: source.unstorable,
  };
}

async function commit(target: Target, source: Source): Promise<void> {
  try {
    await target.commit();
  } catch (error) {
    if (isAnswer(error)) {
      source.forgetMoved();
      throw error;
    }
    throw new DatabaseError(
      target.place,
      `The connection to the database ${target.place} was lost at the very end: run the same copy again, it finds out what arrived. Until then ${source.file} is not opened.`,
      error,
    );
  }
}

/** The rows of a table, as they are read and counted. Once there is one that may not be copied, none is. */
function* taken(
  source: Source,
  table: CopiedTable,
  fingerprint: Fingerprint,
  steps: Steps,
  replaces: boolean,
): Generator<readonly Value[]> {
  for (const row of source.rows(table)) {
    fingerprint.add(row);
    steps.step();
    if (replaces || source.unstorable.length === 0) yield row;
  }
}

const SHOWN = 10;

function refuseUnstorable({ file, unstorable }: Source): void {
  if (unstorable.length === 0) return;
  const some = unstorable
    .slice(0, SHOWN)
    .map(({ table, column, rowid, why }) => `\n  ${table}.${column}, rowid ${rowid}: ${why}`);
  const others = unstorable.length > SHOWN ? `\n  and ${unstorable.length - SHOWN} more` : '';
  throw new DatabaseError(
    file,
    `PostgreSQL does not keep ${unstorable.length === 1 ? 'a text' : `${unstorable.length} texts`} of ${file}, so nothing was copied:${some.join('')}${others}\nMend them where they came from and take them in again, or copy with --replace, which puts \ufffd in place of what it refuses.`,
  );
}

/** Reads back all that was written. */
async function compare(target: Target, tables: ReadonlyMap<string, Print>, steps: Steps): Promise<void> {
  steps.begin(CopyPhase.COMPARING);
  const differing: string[] = [];
  for (const table of COPIED_TABLES) {
    const fingerprint = new Fingerprint();
    for await (const row of target.rows(table)) {
      fingerprint.add(row);
      steps.step();
    }
    const print = fingerprint.print();
    const wanted = tables.get(table.name);
    if (print.rows !== wanted?.rows)
      differing.push(`${table.name} (${wanted?.rows} rows, there ${print.rows})`);
    else if (print.sha256 !== wanted.sha256) differing.push(table.name);
  }
  if (differing.length === 0) return;
  throw new DatabaseError(
    target.place,
    `What arrived in ${target.place} is not what was read, so none of it was kept: ${differing.join(', ')}. Report it; the file is as it was.`,
  );
}

/** What is wrong with the books; the same on both sides, or nothing is kept. */
async function checkBoth(
  source: Source,
  target: Target,
  { check }: CopyOptions,
  steps: Steps,
): Promise<readonly BookProblem[]> {
  steps.begin(CopyPhase.CHECKING);
  const before = await check(source.books);
  const after = await check(target.books);
  if (JSON.stringify(after) === JSON.stringify(before)) return after;
  throw new DatabaseError(
    target.place,
    `The checks of the books say something else of ${target.place} (${after.length} problems) than of ${source.file} (${before.length}), so none of it was kept. Report it; the file is as it was.`,
  );
}

/** A database with books in it is the target only where it is known to be a copy of just these, whose end was cut off. */
async function recognize(
  source: Source,
  target: Target,
  { replaces, at }: CopyOptions,
  steps: Steps,
): Promise<CopyReport> {
  const copied = await target.copied();
  const tables = new Map<string, Print>();
  if (copied !== undefined) {
    steps.begin(CopyPhase.COMPARING);
    for (const table of COPIED_TABLES) {
      const fingerprint = new Fingerprint();
      for (const _ of taken(source, table, fingerprint, steps, replaces));
      tables.set(table.name, fingerprint.print());
    }
  }
  if (copied?.sha256 !== ofAll(tables)) {
    throw new DatabaseError(
      target.place,
      `The database ${target.place} holds books already, and not a copy of ${source.file} as it is: name an empty one.`,
    );
  }
  source.sayMoved({ to: target.place, at: source.moved?.at ?? at, isDone: true });
  return {
    from: source.file,
    to: target.place,
    wasThere: true,
    tables,
    problems: [],
    replaced: source.unstorable,
  };
}

function refuseMoved({ file, moved }: Source): never {
  throw alreadyMoved(file, moved as Moved);
}
