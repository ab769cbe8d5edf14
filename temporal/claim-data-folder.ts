import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type FolderLock, takeLock } from '../db/drivers/sqlite/folder-lock.ts';
import { REASONS } from './build-server.mjs';
import { lockFile, type RunningServer, readRecord, recordFile } from './data-folder-record.ts';

/** The right to run on a data folder, held until released or until this process dies. */
export interface Claim {
  update(changes: Partial<RunningServer>): void;
  release(): void;
}

const LOOK_EVERY_MS = 5_000;

/**
 * Takes a data folder for this process, creating it when needed; fails when another process runs on it.
 *
 * The lock decides; the record only tells others where to look. A process that slept still holds its lock when
 * it wakes, and puts back a record that went missing. `onLost` is told in words when the folder itself was moved
 * or removed: what this process writes then goes where nobody looks.
 */
export function claimDataFolder(
  dataFolder: string,
  record: RunningServer,
  onLost: (error: Error) => void = () => undefined,
): Claim {
  let current = record;
  const lock = take(dataFolder);
  try {
    write(dataFolder, current);
  } catch (error) {
    lock.release();
    throw inWords(error, dataFolder);
  }
  const inode = inodeOf(lockFile(dataFolder));
  const look = setInterval(() => {
    if (inodeOf(lockFile(dataFolder)) !== inode) {
      clearInterval(look);
      onLost(new Error(`the data folder ${dataFolder} was moved, removed or replaced while it was in use`));
      return;
    }
    if (readRecord(dataFolder)?.pid !== current.pid) tryToWrite(dataFolder, current);
  }, LOOK_EVERY_MS);
  look.unref();
  return {
    update(changes) {
      current = { ...current, ...changes };
      try {
        write(dataFolder, current);
      } catch (error) {
        throw inWords(error, dataFolder);
      }
    },
    release() {
      clearInterval(look);
      if (readRecord(dataFolder)?.pid === current.pid) rmSync(recordFile(dataFolder), { force: true });
      lock.release();
    },
  };
}

function take(dataFolder: string): FolderLock {
  let lock: FolderLock | undefined;
  try {
    mkdirSync(dataFolder, { recursive: true });
    lock = takeLock(lockFile(dataFolder));
  } catch (error) {
    throw inWords(error, dataFolder);
  }
  if (lock !== undefined) return lock;
  const owner = readRecord(dataFolder);
  const who = owner ? `process ${owner.pid}, Temporal at ${owner.address}` : 'another process';
  throw new Error(
    `Dunwell already runs on ${dataFolder} (${who}): use that one, stop it first, or give another data folder.`,
  );
}

/** Renamed into place, so that no reader ever sees half a record. */
function write(dataFolder: string, record: RunningServer): void {
  const file = recordFile(dataFolder);
  const part = `${file}.new`;
  // What a killed process left there, or somebody put there by mistake, is in nobody's way.
  rmSync(part, { force: true, recursive: true });
  writeFileSync(part, JSON.stringify(record, null, 2));
  renameSync(part, file);
}

function tryToWrite(dataFolder: string, record: RunningServer): void {
  try {
    write(dataFolder, record);
  } catch {
    // The lock still keeps others away; the next look tries again.
  }
}

function inodeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.ino;
}

function inWords(error: unknown, dataFolder: string): unknown {
  const why = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
  if (!why) return error;
  return new Error(
    `the data folder ${dataFolder} cannot be written (${why}): give permission or make room there, or name another one`,
    { cause: error },
  );
}
