import type { Database } from '../../db/database.ts';
import { healthOf } from '../../db/drivers/postgres/health.ts';
import { canBeWritten } from '../../db/drivers/sqlite/can-be-written.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { leftoversIn } from '../../gateways/leftovers.ts';
import { bookFindings } from '../../read/books/book-findings.ts';
import { bad, type Finding, good, LATE_MS, reasonOf } from '../../read/books/finding.ts';
import { named } from '../../read/books/named.ts';
import { workerFindings } from '../../read/books/worker-findings.ts';
import { postgresFindings } from '../../read/database/findings.ts';
import type { DatabaseOptions } from '../kit/database-option.ts';
import { type OutboxOptions, outboxOf } from '../kit/outbox.ts';
import { leftBehind } from './left-behind.ts';
import { outboxFinding } from './outbox-finding.ts';

/** What the books say of themselves, whichever engine keeps them. */
export async function databaseFindings(
  options: DatabaseOptions & OutboxOptions,
  db: Database,
  asOf: Instant,
): Promise<readonly Finding[]> {
  return [
    good('database', `${db.place} opens, and its tables are those of this version.`),
    ...(await ofTheEngine(options, db)),
    ...(await workerFindings(db, asOf)),
    ...(await bookFindings(db, asOf)),
    await leftovers([options.data, outboxOf(options).folder], asOf),
  ];
}

async function ofTheEngine(
  options: DatabaseOptions & OutboxOptions,
  db: Database,
): Promise<readonly Finding[]> {
  if (options.database === undefined) return [writing(db.place)];
  return [
    ...(await serverOfBooks(options.database)),
    leftBehind(options.data),
    await outboxFinding(db, outboxOf(options)),
  ];
}

async function serverOfBooks(url: string): Promise<readonly Finding[]> {
  try {
    return postgresFindings(await healthOf(url));
  } catch (error) {
    return [bad('server of the database', `It cannot be asked: ${reasonOf(error)}`, 'see its rights')];
  }
}

/** Longer than any transaction of ours: whoever holds it so long is another program. */
const WRITER_PATIENCE_MS = 3_000;

function writing(file: string): Finding {
  const what = 'writing to the database';
  try {
    if (canBeWritten(file, WRITER_PATIENCE_MS)) return good(what, 'A writer gets its turn.');
  } catch (error) {
    return bad(what, reasonOf(error), 'do what it says; what is due waits and is tried again by itself');
  }
  return bad(
    what,
    `Another program holds ${file}: nothing can be written, and all that is due waits.`,
    'stop what holds it, such as a backup or a database browser; what waits goes on by itself',
  );
}

const MOST = 1000;

/** They hurt nobody, and say that something was killed while it wrote. */
async function leftovers(folders: readonly string[], asOf: Instant): Promise<Finding> {
  const found = new Set<string>();
  for (const folder of folders) {
    for await (const path of leftoversIn(folder, asOf - LATE_MS)) {
      found.add(path);
      if (found.size === MOST) break;
    }
  }
  if (found.size === 0) return good('half-written files', 'None lies there.');
  return bad(
    'half-written files',
    `A killed process left: ${named([...found], MOST)}.`,
    'a worker removes those in the outbox after an hour; others can be deleted',
  );
}
