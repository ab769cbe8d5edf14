import { createWriteStream } from 'node:fs';
import { link, rename, rm } from 'node:fs/promises';
import { PassThrough, type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { WorkFailed } from '../failures.ts';

/** Documents hold names and amounts: not for every user of the machine. */
const FILE_MODE = 0o640;

/**
 * Lets the work write a file and ends its stream: under its own name only when nothing stands there, where `out`
 * says whatever stands there, to standard output for `-`. A file appears under its name once it is whole. Returns
 * the name of the file; null for standard output.
 */
export async function writeResult(
  ownName: string,
  out: string | undefined,
  write: (stream: Writable) => Promise<void>,
): Promise<string | null> {
  if (out === '-') {
    // Standard output cannot be ended, which is what the work does.
    const through = new PassThrough();
    through.pipe(process.stdout);
    await Promise.all([write(through), finished(through)]);
    return null;
  }
  const file = out ?? ownName;
  const part = `${file}.${process.pid}.part`;
  try {
    const stream = createWriteStream(part, { mode: FILE_MODE });
    const written = finished(stream);
    await Promise.all([write(stream), written]);
    if (out === undefined) await giveName(part, file);
    else await rename(part, file);
  } catch (error) {
    if (error instanceof WorkFailed) throw error;
    throw new WorkFailed(`Cannot write ${file}: ${error instanceof Error ? error.message : error}.`, error);
  } finally {
    await rm(part, { force: true });
  }
  return file;
}

/** A link, unlike a rename, never replaces a file. */
async function giveName(part: string, file: string): Promise<void> {
  try {
    await link(part, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new WorkFailed(
      `There is a file ${file} already: choose another with --out, which may replace one.`,
    );
  }
}
