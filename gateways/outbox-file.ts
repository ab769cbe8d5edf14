import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { link, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GatewayFailure, type Trace } from './port.ts';

/** Letters hold names and amounts: not for every user of the machine. */
const FILE_MODE = 0o640;
const FOLDER_MODE = 0o750;
/** Answers of file systems that know no hard links (FAT, some network shares). */
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);
/** Answers of systems on which a folder cannot be flushed by itself. */
const NO_FOLDER_SYNC = new Set(['EPERM', 'EISDIR', 'EINVAL', 'ENOTSUP']);
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write there',
  EROFS: 'it is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'the folder is missing',
  ENOTDIR: 'it is no folder',
};

/** Makes the folder of an outbox where it is missing. */
export function makeOutboxFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
}

/** Makes a folder within one that must be there, and returns its path; it may have been made before. */
export async function makeFolderIn(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  try {
    await mkdir(path, { mode: FOLDER_MODE });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw outboxFailure(folder, error, false);
  }
  return path;
}

/**
 * Puts a file into the folder whole and for good, or leaves the one that stands there under the name.
 *
 * The name appears only once the content is safe on disk; after a crash there is the whole file or none. What a
 * crash leaves behind begins with a dot and ends in `.part`.
 */
export async function putOnce(folder: string, name: string, content: string | Uint8Array): Promise<void> {
  const path = join(folder, name);
  let isInPlace = false;
  try {
    if (!(await isFile(path))) await writeAndName(folder, path, content);
    isInPlace = true;
    // Also when it stood there before: the attempt that named it may have been killed just before this.
    await syncFolder(folder);
  } catch (error) {
    throw outboxFailure(folder, error, isInPlace);
  }
}

/** A file of the folder; undefined when it is not there or cannot be read. */
export async function readFromOutbox(folder: string, name: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(join(folder, name));
  } catch {
    return undefined;
  }
}

/** Whether the file came to stand in the folder. */
export async function traceFile(folder: string, name: string): Promise<Trace> {
  try {
    return (await isFile(join(folder, name))) ? 'delivered' : 'absent';
  } catch {
    return 'unknown';
  }
}

async function writeAndName(folder: string, path: string, content: string | Uint8Array): Promise<void> {
  // The name is random because two workers may hand over the same key at once.
  const part = join(folder, `.${randomUUID()}.part`);
  try {
    const file = await open(part, 'wx', FILE_MODE);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await giveName(part, path);
  } finally {
    await rm(part, { force: true });
  }
}

/** A link, unlike a rename, never replaces a file that came in between. */
async function giveName(part: string, path: string): Promise<void> {
  try {
    await link(part, path);
  } catch (error) {
    if (await isFile(path)) return;
    if (!NO_LINKS.has(codeOf(error))) throw error;
    await rename(part, path);
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return false;
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!NO_FOLDER_SYNC.has(codeOf(error))) throw error;
  }
}

function outboxFailure(folder: string, cause: unknown, mayHaveArrived: boolean): GatewayFailure {
  const code = codeOf(cause);
  const reason = REASONS[code] ?? (code === '' ? String(cause) : code);
  return new GatewayFailure(`Cannot write to the outbox ${folder}: ${reason}.`, {
    isTemporary: true,
    mayHaveArrived,
    cause,
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
