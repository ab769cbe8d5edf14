import { stringify } from 'csv-stringify/sync';
import { type Day, formatDay } from '../../../domain/kernel/day.ts';
import { json } from '../../wire.ts';

/** Postage by whether a letter leaves the creditor's country. */
export interface Postage {
  readonly home?: string;
  readonly abroad?: string;
}

/** What the print house is told of one letter. No name and no address: they stand on the letter. */
export interface ManifestLetter {
  readonly key: string;
  readonly file: string;
  /** Where it begins in that file. */
  readonly page: number;
  readonly pages: number;
  /** Of the file, SHA-256. */
  readonly sha256: string;
  readonly country: string;
  readonly postage: string;
}

export interface Manifest {
  readonly creditor: string;
  readonly batch: number;
  readonly on: Day;
  readonly letters: readonly ManifestLetter[];
}

const COLUMNS = ['key', 'file', 'page', 'pages', 'sha256', 'country', 'postage'] as const;

export function manifestCsv({ letters }: Manifest): string {
  return stringify(
    letters.map((letter) => COLUMNS.map((column) => letter[column])),
    { header: true, columns: [...COLUMNS] },
  );
}

export function manifestJson({ creditor, batch, on, letters }: Manifest): string {
  const files = [...new Set(letters.map(({ file }) => file))];
  return json({
    format: 'dunwell/print-batch/1',
    creditor,
    batch,
    on: formatDay(on),
    letterCount: letters.length,
    files,
    letters,
  });
}

/** The class for a letter to that country; empty where none was set. */
export function postageFor(
  country: string,
  home: string,
  { home: within = '', abroad = '' }: Postage = {},
): string {
  return country === home ? within : abroad;
}
