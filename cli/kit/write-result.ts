import { PassThrough, type Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { IsFolder, NameTaken, writeWhole } from '../../files/whole-file.ts';
import { WorkFailed } from './failures.ts';

/** What is written out holds names and amounts: not for every user of the machine. */
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
  try {
    await writeWhole(file, write, { mode: FILE_MODE, mayReplace: out !== undefined });
  } catch (error) {
    throw inWords(file, error);
  }
  return file;
}

function inWords(file: string, error: unknown): unknown {
  if (error instanceof WorkFailed) return error;
  if (error instanceof NameTaken) {
    return new WorkFailed(
      `There is a file ${file} already: choose another with --out, which may replace one.`,
    );
  }
  if (error instanceof IsFolder) return new WorkFailed(`${file} is a folder: name a file.`);
  return new WorkFailed(`Cannot write ${file}: ${error instanceof Error ? error.message : error}.`, error);
}
