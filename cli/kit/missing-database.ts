import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const MOST = 5;
/** The file that makes a folder a data folder. */
export const DATABASE = 'dunwell.db';

/** Says that a folder holds no database, and what lies there instead: a mistyped name shows itself. */
export function noDatabaseIn(folder: string): string {
  const path = resolve(folder);
  return `There is no database in ${path} (${[whatIsThere(path), databasesNear(path)].filter(Boolean).join('; ')})`;
}

function whatIsThere(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 'the folder does not exist';
  if (!found.isDirectory()) return 'it is a file';
  const names = namesIn(path);
  return names.length === 0 ? 'the folder is empty' : `it holds ${some(names)}`;
}

/** Databases in it and beside it, and in what lies under the folder that it would be made in. */
function databasesNear(path: string): string {
  const around = [path, dirname(path)].flatMap((parent) => namesIn(parent).map((name) => join(parent, name)));
  const near = [...new Set([dirname(path), ...around])].filter((one) => existsSync(join(one, DATABASE)));
  return near.length === 0 ? '' : `there is one in ${some(near)}`;
}

/** A folder that cannot be read tells nothing. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

function some(names: readonly string[]): string {
  const others = names.length - MOST;
  return `${names.slice(0, MOST).join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
}
