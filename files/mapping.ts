import { check } from '../config/check.ts';
import type { Problem } from '../config/problem.ts';
import { readTextFile } from '../config/text.ts';
import { readYaml } from '../config/yaml.ts';
import { type DateFormat, dateFormat, ISO_DATES } from './dates.ts';
import type { FileKind } from './fields.ts';
import { brokenMappingRules, type MappingFile, mappingSchema } from './mapping-schema.ts';
import { type NumberFormat, PLAIN_NUMBERS } from './numbers.ts';

/** Where a field's text comes from. */
export type Source =
  | { readonly always: string }
  | { readonly column: string; readonly values?: ReadonlyMap<string, string> };

/** How one kind of file is to be read. */
export interface FileMapping {
  readonly separator: string;
  readonly dates: DateFormat;
  readonly numbers: NumberFormat;
  /** Fields that are not read from the column of their own name. */
  readonly columns: ReadonlyMap<string, Source>;
  /** Invoices only: the column with the day on which the invoice was paid in full. */
  readonly settledOn?: string;
}

/** The mapping of each kind of file that a mapping file speaks of. */
export type Mapping = Readonly<Partial<Record<FileKind, FileMapping>>>;

/** How files are read without a mapping. */
export const NO_MAPPING: FileMapping = {
  separator: ',',
  dates: ISO_DATES,
  numbers: PLAIN_NUMBERS,
  columns: new Map(),
};

/** A mapping file read, or every problem found in it. */
export type MappingLoad =
  | { readonly ok: true; readonly mapping: Mapping }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a mapping file; never throws for what stands in it or for its absence. */
export async function loadMapping(path: string): Promise<MappingLoad> {
  const file = await readTextFile(path);
  return file.ok ? readMapping(file.text) : { ok: false, problems: [file.problem] };
}

/** Reads the text of a mapping file. */
export function readMapping(source: string): MappingLoad {
  const yaml = readYaml(source);
  if (!yaml.ok) return yaml;
  const checked = check(yaml.value, mappingSchema, brokenMappingRules, yaml.lineOf);
  if (!checked.ok) return checked;
  const { invoices, ...others } = checked.data;
  const built = Object.entries(others).flatMap(([kind, written]) =>
    written === undefined ? [] : [[kind, build(written)] as const],
  );
  const mapping: Mapping = {
    ...(invoices === undefined ? {} : { invoices: build(invoices, invoices.settled?.on) }),
    ...Object.fromEntries(built),
  };
  return { ok: true, mapping };
}

function build(section: NonNullable<MappingFile['payments']>, settledOn?: string): FileMapping {
  const dates = dateFormat(section.dates);
  if (typeof dates === 'string') throw new Error(`unchecked date format ${section.dates}: ${dates}`);
  const columns = new Map<string, Source>();
  for (const [field, source] of Object.entries(section.columns)) {
    if (source !== undefined) columns.set(field, buildSource(source));
  }
  return {
    separator: section.separator,
    dates,
    numbers: { decimalSign: section.decimalSign, thousands: section.thousands },
    columns,
    ...(settledOn === undefined ? {} : { settledOn: settledOn.trim() }),
  };
}

type WrittenSource = NonNullable<NonNullable<MappingFile['payments']>['columns'][string]>;

/** Values of the file are compared by their text without regard to case, as people type Yes, YES and yes. */
function buildSource(source: WrittenSource): Source {
  if (typeof source === 'string') return { column: source.trim() };
  if ('always' in source) return { always: String(source.always).trim() };
  const column = source.column.trim();
  if (source.values === undefined) return { column };
  const values = Object.entries(source.values).map(
    ([from, to]) => [from.trim().toLowerCase(), String(to)] as const,
  );
  return { column, values: new Map(values) };
}
