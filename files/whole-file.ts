import { randomUUID } from 'node:crypto';
import { createWriteStream, type WriteStream } from 'node:fs';
import { chmod, link, lstat, readlink, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

export interface WholeFileOptions {
  /** Permissions of a file that is made anew; one that is replaced keeps its own. */
  readonly mode?: number;
  /** Leave whatever stands under the name alone and fail with {@link NameTaken}. */
  readonly mayReplace?: boolean;
}

/** Something stands under the name, and it was not to be replaced. */
export class NameTaken extends Error {}

/** A folder stands under the name. */
export class IsFolder extends Error {}

/** As many links as Linux follows. */
const MOST_LINKS = 40;

/**
 * Lets the work write what is to stand under a name, and ends its stream. This is the one place that puts a file of
 * the user's over what is there:
 *
 * - A file appears whole or not at all, and keeps the permissions of the one it replaces.
 * - A symbolic link is followed: what it points to is replaced, the link stays.
 * - Devices, pipes and sockets are written to as they are. A rename would put a file in their place, as root even
 *   in that of /dev/null.
 * - A folder is refused.
 */
export async function writeWhole(
  path: string,
  work: (stream: Writable) => Promise<void>,
  { mode, mayReplace = true }: WholeFileOptions = {},
): Promise<void> {
  if (!mayReplace) return writeBeside(path, mode, work, (part) => giveName(part, path));
  const there = await lookAt(path);
  if (there?.isDirectory() === true) throw new IsFolder('is a folder; name a file');
  const isStream = there !== undefined && !there.isFile();
  if (isStream || isOwnStream(path)) {
    // Appended: the shell that opened it may have written there before.
    return fill(createWriteStream(path, { flags: 'a' }), work);
  }
  const target = await afterLinks(path);
  const kept = there === undefined ? undefined : there.mode & 0o7777;
  await writeBeside(target, kept ?? mode, work, async (part) => {
    // The permissions of a new file pass through the umask; those of the old one were decided before.
    if (kept !== undefined) await chmod(part, kept);
    await rename(part, target);
  });
}

/** What a path leads to, through links; undefined when nothing is there. */
async function lookAt(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** The streams that a shell opened for this process: whoever opened them holds on to them, not to their name. */
function isOwnStream(path: string): boolean {
  return /^\/(dev\/(fd\/|stdout$|stderr$)|proc\/)/.test(resolve(path));
}

/** Where the links end, also when nothing is there yet. */
async function afterLinks(path: string): Promise<string> {
  let here = path;
  for (let links = 0; links < MOST_LINKS; links++) {
    const next = await linkOf(here);
    if (next === undefined) return here;
    here = resolve(dirname(here), next);
  }
  throw new Error('is a link that leads to itself');
}

async function linkOf(path: string): Promise<string | undefined> {
  try {
    return (await lstat(path)).isSymbolicLink() ? await readlink(path) : undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

async function writeBeside(
  target: string,
  mode: number | undefined,
  work: (stream: Writable) => Promise<void>,
  putInPlace: (part: string) => Promise<void>,
): Promise<void> {
  const part = join(dirname(target), `.dunwell-${randomUUID()}.part`);
  try {
    // Flushed: a power cut after the rename must not leave an empty file where a whole one was.
    await fill(createWriteStream(part, { flush: true, ...(mode === undefined ? {} : { mode }) }), work);
    await putInPlace(part);
  } finally {
    await rm(part, { force: true });
  }
}

async function fill(stream: WriteStream, work: (stream: Writable) => Promise<void>): Promise<void> {
  const written = finished(stream);
  try {
    await Promise.all([work(stream), written]);
  } catch (error) {
    stream.destroy();
    throw error;
  }
}

/** A link, unlike a rename, never replaces a file. */
async function giveName(part: string, path: string): Promise<void> {
  try {
    await link(part, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw new NameTaken('is there already');
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
