import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type MailRead, readMailReport } from './report.ts';

/** A message that returns all of the one it is about is no longer than that; more is no report. */
export const LARGEST_MAIL = 25 * 1024 * 1024;

/** A file of a mailbox: what it is, or why it could not be read. */
export interface MailFile {
  readonly path: string;
  readonly name: string;
  readonly read: MailRead;
}

/**
 * The messages of a mailbox: of a Maildir what was delivered to it, of another folder its files, of a file itself.
 * Names that begin with a dot are not for us: who writes there has not finished.
 */
export async function mailFilesIn(path: string): Promise<readonly string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  const isMaildir = ['cur', 'new'].every((name) => entries.some((e) => e.name === name && e.isDirectory()));
  if (!isMaildir) return filesOf(path);
  return [...(await filesOf(join(path, 'new'))), ...(await filesOf(join(path, 'cur')))];
}

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => join(folder, name))
    .sort();
}

/** Reads one of them. Never throws: what cannot be read is said. */
export async function readMailFile(path: string): Promise<MailFile> {
  return { path, name: basename(path), read: await readOne(path) };
}

async function readOne(path: string): Promise<MailRead> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST_MAIL) {
      return { kind: 'unreadable', reason: `has ${size} bytes; a report has ${LARGEST_MAIL} at most` };
    }
    return await readMailReport(await readFile(path));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return { kind: 'unreadable', reason: `cannot be read (${code})` };
  }
}
