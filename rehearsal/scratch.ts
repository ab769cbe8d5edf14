import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Where one rehearsal keeps its files: named by its inputs, so that the same call goes on with them. */
export interface Scratch {
  readonly folder: string;
  readonly database: string;
  readonly temporal: string;
  /** Removes everything; called when the rehearsal has finished. */
  remove(): void;
}

export function openScratch(dataFolder: string, hash: string): Scratch {
  const folder = join(dataFolder, 'rehearsals', hash);
  mkdirSync(folder, { recursive: true });
  return {
    folder,
    database: join(folder, 'dunwell.db'),
    temporal: join(folder, 'temporal.db'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
