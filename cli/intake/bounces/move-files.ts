import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkFailed } from '../../kit/failures.ts';
import type { FiledMail } from './read-mailbox.ts';

/** Moves files to a folder; one of the same name there stays what it is. */
export async function moveFiles(files: readonly FiledMail[], folder: string): Promise<void> {
  for (const { path, name } of files) {
    try {
      await rename(path, freeName(folder, name));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      const why = code === 'EXDEV' ? 'it lies on another disk' : code;
      throw new WorkFailed(`${name} was taken in and cannot be moved to ${folder}: ${why}.`);
    }
  }
}

function freeName(folder: string, name: string): string {
  for (let again = 1; ; again++) {
    const path = join(folder, again === 1 ? name : `${name}.${again}`);
    if (!existsSync(path)) return path;
  }
}
