import { existsSync } from 'node:fs';
import type { Database } from '../../db/database.ts';
import { canBeWritten } from '../../db/drivers/sqlite/can-be-written.ts';
import { openDatabase } from '../../db/open.ts';
import type { Instant } from '../../domain/kernel/day.ts';
import { leftoversIn } from '../../gateways/leftovers.ts';
import { bookFindings } from '../../read/books/book-findings.ts';
import { bad, type Finding, good, LATE_MS, reasonOf } from '../../read/books/finding.ts';
import { named } from '../../read/books/named.ts';
import { workerFindings } from '../../read/books/worker-findings.ts';
import { databaseFile } from '../kit/data-folder.ts';

/** What the database of a data folder says about itself. */
export async function databaseFindings(dataFolder: string, asOf: Instant): Promise<readonly Finding[]> {
  const file = databaseFile(dataFolder);
  if (!existsSync(file)) {
    return [bad('database', `There is none in ${dataFolder}.`, 'npm start, or name the folder with --data')];
  }
  let db: Database;
  try {
    db = await openDatabase({ file, readOnly: true });
  } catch (error) {
    return [bad('database', reasonOf(error), 'do what it says, then try again')];
  }
  try {
    return [
      good('database', `${file} opens, and its tables are those of this version.`),
      writing(file),
      ...(await workerFindings(db, asOf)),
      ...(await bookFindings(db, asOf)),
      await leftovers(dataFolder, asOf),
    ];
  } finally {
    await db.close();
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
async function leftovers(dataFolder: string, asOf: Instant): Promise<Finding> {
  const found: string[] = [];
  for await (const path of leftoversIn(dataFolder, asOf - LATE_MS)) {
    found.push(path);
    if (found.length === MOST) break;
  }
  if (found.length === 0) return good('half-written files', 'None lies there.');
  return bad(
    'half-written files',
    `A killed process left: ${named(found, MOST)}.`,
    'a worker removes those in the outbox after an hour; others can be deleted',
  );
}
