import type { Database } from '../../../db/database.ts';
import { mailFilesIn, readMailFile } from '../../../files/mail/mailbox.ts';
import { type SortedMail, sortMail } from '../../../intake/mail/sort-mail.ts';
import { WrongUse } from '../../kit/failures.ts';
import { Progress } from '../../kit/progress.ts';

/** A file of a mailbox and what it tells. */
export interface FiledMail {
  readonly path: string;
  readonly name: string;
  readonly mail: SortedMail;
}

/** Reads all that lies in these places, one after the other: only what each tells is kept. */
export async function readMailboxes(db: Database, places: readonly string[]): Promise<readonly FiledMail[]> {
  const paths = [...new Set((await Promise.all(places.map(filesIn))).flat())];
  const progress = new Progress('reading', paths.length);
  const filed: FiledMail[] = [];
  try {
    for (const path of paths) {
      const { name, read } = await readMailFile(path);
      filed.push({ path, name, mail: await db.read((tx) => sortMail(tx, read)) });
      progress.step();
    }
  } finally {
    progress.end();
  }
  return filed;
}

async function filesIn(place: string): Promise<readonly string[]> {
  try {
    return await mailFilesIn(place);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new WrongUse(code === 'ENOENT' ? `There is no ${place}.` : `${place} cannot be read (${code}).`);
  }
}
