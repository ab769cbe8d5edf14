import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { putOnce } from './outbox-file.ts';

/** A file in an outbox that several machines share: by it each of them knows that it is the same folder. */
const MARK = '.dunwell-outbox';
const SAYS = 'All workers on the same books write here, and know the folder by this file. Do not remove it.';

/** Whose outbox a folder is; undefined when it bears no mark. */
export async function outboxMark(folder: string): Promise<string | undefined> {
  try {
    return (await readFile(join(folder, MARK), 'utf8')).split('\n')[0];
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Marks a folder, unless it is marked; returns the mark that it bears. */
export async function markOutbox(folder: string, mark: string): Promise<string> {
  await putOnce(folder, MARK, `${mark}\n${SAYS}\n`);
  return (await outboxMark(folder)) ?? mark;
}
