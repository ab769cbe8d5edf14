import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '../db/drivers/sqlite/folder-lock.ts';

/** Where one rehearsal keeps its files: named by its inputs, so that the same call goes on with them. */
export interface Scratch {
  readonly folder: string;
  readonly database: string;
  readonly temporal: string;
  /** Removes everything; called when the rehearsal has finished. */
  remove(): void;
  /** Leaves it to the next; what is not removed is gone on with. */
  release(): void;
}

/** The same call is under way in another process. */
export class SameRehearsal extends Error {}

export function openScratch(dataFolder: string, hash: string): Scratch {
  const folder = join(dataFolder, 'rehearsals', hash);
  mkdirSync(folder, { recursive: true });
  const lock = takeLock(join(folder, 'owner.lock'));
  if (lock === undefined) {
    throw new SameRehearsal(
      `The same files are being rehearsed just now, in ${folder}: wait for the end of that, or stop it and call again, which goes on with it. Other files, policies or options can be rehearsed beside it.`,
    );
  }
  return {
    folder,
    database: join(folder, 'dunwell.db'),
    temporal: join(folder, 'temporal.db'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
    release: () => lock.release(),
  };
}
