import { existsSync } from 'node:fs';
import { whereMoved } from '../../db/drivers/sqlite/where-moved.ts';
import { bad, type Finding, good, reasonOf } from '../../read/books/finding.ts';
import { databaseFile } from '../kit/data-folder.ts';

/** A file of books beside books in PostgreSQL: a worker that is started without the address would go on with it. */
export function leftBehind(dataFolder: string): Finding {
  const what = 'books in the data folder';
  const file = databaseFile(dataFolder);
  if (!existsSync(file)) return good(what, 'None lie there.');
  try {
    const moved = whereMoved(file);
    if (moved?.isDone === true)
      return good(what, `${file} was moved to ${moved.to}, and is not opened any more.`);
  } catch (error) {
    return bad(what, `${file} lies there too: ${reasonOf(error)}`, 'move it away');
  }
  return bad(
    what,
    `${file} lies there too, and was never moved: a worker without the address of the database works on it.`,
    'see which books are right; dunwell database copy moves them, and other files are better moved away',
  );
}
