import { type CopiedColumn, Holds } from './copied-tables.ts';
import type { Value } from './fingerprint.ts';

/** Something that SQLite keeps and PostgreSQL does not. */
export interface Unstorable {
  readonly table: string;
  readonly column: string;
  /** SQLite's number of the row: `where rowid = …`. What the row holds is not shown. */
  readonly rowid: number;
  readonly why: string;
}

/** What stands in place of a character that cannot be kept. */
const REPLACEMENT = '\ufffd';

const NUL = 'holds the character NUL';
const BROKEN = 'is no text in UTF-8, such as one half of a surrogate pair';

/** Why PostgreSQL would not keep the value of that column, or give it back; undefined where it does. */
export function whyUnstorable(
  { holds }: CopiedColumn,
  value: Value,
  bytes: () => Buffer,
): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.includes('\0')) return NUL;
  // SQLite answers with it for whatever it cannot read, as well as for itself.
  if (value.includes(REPLACEMENT) && !isUtf8(bytes())) return BROKEN;
  if (holds !== Holds.JSON || !ESCAPED.test(value)) return undefined;
  const found = wordsIn(parsed(value));
  if (found.some((word) => word.includes('\0'))) return NUL;
  return found.some((word) => LONE_SURROGATE.test(word)) ? BROKEN : undefined;
}

/** The same value as PostgreSQL keeps it. */
export function storable({ holds }: CopiedColumn, value: Value): Value {
  if (typeof value !== 'string') return value;
  const json = holds === Holds.JSON && ESCAPED.test(value) ? parsed(value) : undefined;
  return json === undefined ? cleanedText(value) : JSON.stringify(cleaned(json));
}

/** In JSON such characters are written as escapes. */
const ESCAPED = /\\u(0000|d[89a-f])/i;
const LONE_SURROGATE = /\p{Surrogate}/u;

/** What is no JSON, though it should be, is a text as any other. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** All texts of a JSON value, the keys of its objects too. */
function wordsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [key, ...wordsIn(one)]);
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return cleanedText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [cleanedText(key), cleaned(one)]));
}

const cleanedText = (text: string) =>
  text.replaceAll('\0', REPLACEMENT).replace(new RegExp(LONE_SURROGATE, 'gu'), REPLACEMENT);
