import { join } from 'node:path';
import type { LevelContent } from '../../../contracts/effects.ts';
import { fileStemOf } from '../../file-name.ts';
import { makeFolderIn, putOnce, readFromOutbox, traceFile } from '../../outbox-file.ts';
import type { Trace } from '../../port.ts';

/** A letter as it lies ready for a batch. */
export interface ShelvedLetter {
  readonly key: string;
  /** Name of its PDF. */
  readonly file: string;
  /** When it was handed over. */
  readonly at: number;
  readonly pages: number;
  /** SHA-256, hexadecimal. */
  readonly sha256: string;
  /** Of the recipient, where it is known. */
  readonly country: string | null;
  /** Until its batch is complete, where all letters of a batch are one file. */
  readonly content?: LevelContent;
}

const PDF = '.pdf';
const NOTE = '.json';

/** Where letters wait, and where they lie once they are in a batch. Names with a dot are not for the print house. */
export const WAITING = '.waiting';
export const BATCHED = '.batched';
export const BATCHES = '.batches';

/** A letter counts as handed over once its note is there, which is written last. */
export function noteOf(file: string): string {
  return `${file.slice(0, -PDF.length)}${NOTE}`;
}

function fileOfKey(key: string): string {
  return `${fileStemOf(key, NOTE)}${PDF}`;
}

/** Makes the folders of a creditor below one that must be there. */
export async function makeShelf(parent: string, creditor: string): Promise<string> {
  const folder = await makeFolderIn(parent, creditor);
  for (const name of [WAITING, BATCHED, BATCHES]) await makeFolderIn(folder, name);
  return folder;
}

/** Puts a letter on the shelf, or leaves the one that lies there or is in a batch under its key. */
export async function shelve(
  folder: string,
  letter: {
    readonly key: string;
    readonly at: number;
    readonly content: LevelContent;
    readonly keepContent: boolean;
  },
  render: () => Promise<Uint8Array>,
  describe: (bytes: Uint8Array) => Pick<ShelvedLetter, 'pages' | 'sha256'>,
): Promise<ShelvedLetter> {
  const { key, at, content, keepContent } = letter;
  const known = await findShelved(folder, key);
  if (known !== undefined) return known;
  const file = fileOfKey(key);
  const waiting = join(folder, WAITING);
  await putOnce(waiting, file, await render());
  // What stands there counts: an attempt that was cut off may have written it, in another layout.
  const standing =
    (await readFromOutbox(waiting, file)) ?? (await readFromOutbox(join(folder, BATCHED), file));
  if (standing === undefined) throw new Error(`The letter ${file} is gone from ${waiting}.`);
  const note: ShelvedLetter = {
    key,
    file,
    at,
    ...describe(standing),
    country: content.recipient.country,
    ...(keepContent ? { content } : {}),
  };
  await putOnce(waiting, noteOf(file), `${JSON.stringify(note)}\n`);
  return (await findShelved(folder, key)) ?? note;
}

/** The letter of a key, waiting or in a batch. It only ever moves on, so looking in this order misses none. */
async function findShelved(folder: string, key: string): Promise<ShelvedLetter | undefined> {
  const name = noteOf(fileOfKey(key));
  const note =
    (await readFromOutbox(join(folder, WAITING), name)) ??
    (await readFromOutbox(join(folder, BATCHED), name));
  return note === undefined ? undefined : readNote(note);
}

export async function findPdf(folder: string, key: string): Promise<Uint8Array | undefined> {
  const file = fileOfKey(key);
  return (await readFromOutbox(join(folder, WAITING), file)) ?? readFromOutbox(join(folder, BATCHED), file);
}

export async function traceShelved(folder: string, key: string): Promise<Trace> {
  const name = noteOf(fileOfKey(key));
  const waiting = await traceFile(join(folder, WAITING), name);
  return waiting === 'absent' ? traceFile(join(folder, BATCHED), name) : waiting;
}

export function readNote(bytes: Uint8Array): ShelvedLetter {
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as ShelvedLetter;
}
