import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { BEAT_MS, ownerOf, type RunningServer, recordFile } from './data-folder-record.ts';

/** The right to run on a data folder, held until released or until this process dies. */
export interface Claim {
  update(changes: Partial<RunningServer>): void;
  release(): void;
}

/** Takes a data folder for this process, creating it when needed; fails when another process runs on it. */
export function claimDataFolder(dataFolder: string, record: RunningServer): Claim {
  const file = recordFile(dataFolder);
  let current = record;
  try {
    mkdirSync(dataFolder, { recursive: true });
    take(dataFolder, file, record);
  } catch (error) {
    throw inWords(error, dataFolder);
  }
  const beat = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // Removed under us: the lock on the database file still keeps others away.
    }
  }, BEAT_MS);
  beat.unref();
  return {
    update(changes) {
      current = { ...current, ...changes };
      // Renamed into place, so that no reader ever sees half a record.
      writeFileSync(`${file}.new`, JSON.stringify(current, null, 2));
      renameSync(`${file}.new`, file);
    },
    release() {
      clearInterval(beat);
      rmSync(file, { force: true });
    },
  };
}

function take(dataFolder: string, file: string, record: RunningServer): void {
  for (const last of [false, true]) {
    try {
      writeFileSync(file, JSON.stringify(record, null, 2), { flag: 'wx' });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = ownerOf(dataFolder);
    if (owner || last) {
      const who = owner ? `process ${owner.pid}, Temporal at ${owner.address}` : 'another process';
      throw new Error(
        `Dunwell already runs on ${dataFolder} (${who}): use that one, stop it first, or give another data folder.`,
      );
    }
    rmSync(file, { force: true });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a file is where a folder should be',
  EEXIST: 'a file is where a folder should be',
};

function inWords(error: unknown, dataFolder: string): unknown {
  const why = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
  if (!why) return error;
  return new Error(
    `the data folder ${dataFolder} cannot be written (${why}): give permission or make room there, or name another one`,
    { cause: error },
  );
}
