import { statSync } from 'node:fs';
import { whyUnreadable } from '../../config/text.ts';
import { WorkFailed } from './failures.ts';

/** Fails when a file that was named is not there or is a folder: told before anything is begun. */
export function requireFile(file: string | undefined): void {
  if (file === undefined) return;
  const found = look(file);
  if (found === undefined) throw new WorkFailed(`There is no file ${file}.`);
  if (found.isDirectory()) throw new WorkFailed(`${file} is a folder: name a file.`);
}

/** Fails when a result is to go where a folder stands: told before the work, which may take an hour. */
export function requireOut(file: string | undefined): void {
  if (file !== undefined && look(file)?.isDirectory() === true) {
    throw new WorkFailed(`${file} is a folder: name a file.`);
  }
}

function look(file: string) {
  try {
    return statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    throw new WorkFailed(`${file} ${whyUnreadable(error)}.`, error);
  }
}
