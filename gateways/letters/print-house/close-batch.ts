import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { LevelContent } from '../../../contracts/effects.ts';
import { PrintForm } from '../../../domain/channels/letter.ts';
import { type Day, formatDay, type Instant } from '../../../domain/kernel/day.ts';
import type { Disk } from './disk.ts';
import { type ManifestLetter, manifestCsv, manifestJson, type Postage, postageFor } from './manifest.ts';
import { BATCHED, BATCHES, noteOf, readNote, type ShelvedLetter, WAITING } from './shelf.ts';

export interface ClosingOptions {
  readonly disk: Disk;
  /** The creditor's folder. */
  readonly folder: string;
  readonly creditor: string;
  /** Its country, without region. */
  readonly home: string;
  readonly postage: Postage | undefined;
  readonly form: PrintForm;
  /** Told at each letter: closing a large batch takes its time. */
  onProgress(): void;
  /** Renders several letters as one PDF, and says how many pages each takes. */
  combine(
    contents: readonly LevelContent[],
  ): Promise<{ readonly bytes: Uint8Array; readonly pages: readonly number[] }>;
}

/** What belongs to a batch: written down first, and once. Everything else follows from it, as often as it takes. */
interface Batch {
  readonly number: number;
  readonly on: Day;
  readonly form: PrintForm;
  readonly letters: readonly BatchedLetter[];
}

/** Without its text: that lies with the letter until the batch is complete, and nowhere after that. */
type BatchedLetter = Omit<ShelvedLetter, 'content'>;

/**
 * Closes the batch of a day with all letters that were handed over before its closing time, and completes one that a
 * killed process left half done. Returns the day of what is complete now and was not before.
 *
 * Two that close at once agree by the number of the batch: the first to write it down says what is in it.
 */
export async function closeBatch(
  options: ClosingOptions,
  closing: { readonly on: Day; readonly at: Instant },
): Promise<readonly Day[]> {
  const completed: Day[] = [];
  const last = await lastBatch(options);
  if (last !== undefined && (await complete(options, last))) completed.push(last.on);
  if (last !== undefined && last.on >= closing.on) return completed;
  const letters = await lettersFor(options, closing.at);
  if (letters.length === 0) return completed;
  const number = (last?.number ?? 0) + 1;
  const batch: Batch = { number, on: closing.on, form: options.form, letters };
  const { disk, folder } = options;
  await disk.put(join(folder, BATCHES), markOf(number, RECORD), `${JSON.stringify(batch)}\n`);
  const written = await lastBatch(options);
  if (written !== undefined && (await complete(options, written))) completed.push(written.on);
  return completed;
}

async function lastBatch({ disk, folder }: ClosingOptions): Promise<Batch | undefined> {
  const batches = join(folder, BATCHES);
  const [name] = (await disk.list(batches))
    .filter((one) => /^\d{6}\.json$/.test(one))
    .sort()
    .reverse();
  const record = name === undefined ? undefined : await disk.read(batches, name);
  return record === undefined ? undefined : (JSON.parse(Buffer.from(record).toString('utf8')) as Batch);
}

/** All that wait, in the order of their keys; one that is in a batch already was put there twice. */
async function lettersFor(
  { disk, folder }: ClosingOptions,
  before: Instant,
): Promise<readonly BatchedLetter[]> {
  const [waiting, batched] = [join(folder, WAITING), join(folder, BATCHED)];
  const known = new Set(await disk.list(batched));
  const letters: BatchedLetter[] = [];
  for (const name of (await disk.list(waiting)).filter(isNote).sort()) {
    const note = known.has(name) ? undefined : await disk.read(waiting, name);
    if (note === undefined) continue;
    const { content: _, ...letter } = readNote(note);
    if (letter.at < before) letters.push(letter);
  }
  return letters;
}

function isNote(name: string): boolean {
  return name.endsWith('.json') && !name.startsWith('.');
}

/** Brings a batch before the print house and its letters out of the way. False when that was done before. */
async function complete(options: ClosingOptions, batch: Batch): Promise<boolean> {
  const { disk, folder } = options;
  const batches = join(folder, BATCHES);
  const isMarked = async (mark: string) =>
    (await disk.read(batches, markOf(batch.number, mark))) !== undefined;
  if (await isMarked(DONE)) return false;
  // Once it was shown its folder is the print house's, which may have fetched and removed it.
  if (!(await isMarked(SHOWN))) {
    await show(options, batch);
    await disk.put(batches, markOf(batch.number, SHOWN), '');
  }
  await putAway(options, batch);
  await disk.put(batches, markOf(batch.number, DONE), '');
  return true;
}

async function show(options: ClosingOptions, batch: Batch): Promise<void> {
  const { disk, folder, creditor } = options;
  const place = await disk.makeFolder(folder, formatDay(batch.on));
  const letters = await (batch.form === PrintForm.COMBINED ? combined : single)(options, batch, place);
  const manifest = { creditor, batch: batch.number, on: batch.on, letters };
  await disk.put(place, 'manifest.csv', manifestCsv(manifest));
  // Last: whoever sees it sees a whole batch.
  await disk.put(place, 'manifest.json', manifestJson(manifest));
}

async function single(options: ClosingOptions, { letters }: Batch, place: string): Promise<ManifestLetter[]> {
  for (const { file } of letters) {
    await options.disk.share(file, join(options.folder, WAITING), place);
    options.onProgress();
  }
  return letters.map((letter) => lineOf(options, letter, { ...letter, page: 1 }));
}

async function combined(
  options: ClosingOptions,
  { letters }: Batch,
  place: string,
): Promise<ManifestLetter[]> {
  const contents: LevelContent[] = [];
  for (const { file } of letters) contents.push(await contentOf(options, file));
  const { bytes, pages } = await options.combine(contents);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  // Named by what is in it: another layout meanwhile makes another file, and the manifest names the right one.
  const file = `letters-${sha256.slice(0, 12)}.pdf`;
  await options.disk.put(place, file, bytes);
  let page = 1;
  return letters.map((letter, nth) => {
    const line = lineOf(options, letter, { file, sha256, page, pages: pages[nth] ?? 0 });
    page += line.pages;
    return line;
  });
}

async function contentOf({ disk, folder }: ClosingOptions, file: string): Promise<LevelContent> {
  const note = await disk.read(join(folder, WAITING), noteOf(file));
  const content = note === undefined ? undefined : readNote(note).content;
  if (content !== undefined) return content;
  throw new Error(
    `${file} was handed over as a letter of its own, and cannot be joined with others: publish form: single.`,
  );
}

function lineOf(
  { home, postage }: ClosingOptions,
  { key, country }: BatchedLetter,
  { file, page, pages, sha256 }: Pick<ManifestLetter, 'file' | 'page' | 'pages' | 'sha256'>,
): ManifestLetter {
  const to = country ?? home;
  return { key, file, page, pages, sha256, country: to, postage: postageFor(to, home, postage) };
}

/** Notes without the text, and PDFs, to where letters of batches lie. */
async function putAway({ disk, folder, onProgress }: ClosingOptions, { letters }: Batch): Promise<void> {
  const [waiting, batched] = [join(folder, WAITING), join(folder, BATCHED)];
  for (const letter of letters) {
    await disk.move(letter.file, waiting, batched);
    await disk.put(batched, noteOf(letter.file), `${JSON.stringify(letter)}\n`);
    await disk.remove(waiting, noteOf(letter.file));
    onProgress();
  }
}

const RECORD = 'json';
const SHOWN = 'shown';
const DONE = 'done';

function markOf(number: number, mark: string): string {
  return `${String(number).padStart(6, '0')}.${mark}`;
}
