import { link, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolderIn, putOnce } from '../../outbox-file.ts';

/** What closing a batch does to the disk: between any two of these the process may be killed. */
export interface Disk {
  /** Names in a folder; none when it is missing. */
  list(folder: string): Promise<readonly string[]>;
  /** Undefined when it is not there. */
  read(folder: string, name: string): Promise<Uint8Array | undefined>;
  /** Whole and for good, or what stands there stays. */
  put(folder: string, name: string, content: string | Uint8Array): Promise<void>;
  makeFolder(parent: string, name: string): Promise<string>;
  /** The same file under a second folder as well; it may be there already. */
  share(name: string, from: string, to: string): Promise<void>;
  /** It may have been moved before. */
  move(name: string, from: string, to: string): Promise<void>;
  remove(folder: string, name: string): Promise<void>;
}

/** Other failures than a missing file are told. */
function unlessMissing(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

export const DISK: Disk = {
  async list(folder) {
    try {
      return await readdir(folder);
    } catch (error) {
      unlessMissing(error);
      return [];
    }
  },
  async read(folder, name) {
    try {
      return await readFile(join(folder, name));
    } catch (error) {
      unlessMissing(error);
      return undefined;
    }
  },
  put: putOnce,
  makeFolder: makeFolderIn,
  async share(name, from, to) {
    try {
      await link(join(from, name), join(to, name));
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return;
      if (codeOf(error) === 'ENOENT') throw error;
      // Some file systems know no second name for a file.
      await putOnce(to, name, await readFile(join(from, name)));
    }
  },
  async move(name, from, to) {
    await rename(join(from, name), join(to, name)).catch(unlessMissing);
  },
  async remove(folder, name) {
    await rm(join(folder, name), { force: true });
  },
};
