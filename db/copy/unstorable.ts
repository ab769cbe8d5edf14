import { keepable, unkept, whyNotKept } from '../../domain/kernel/keepable.ts';
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

/** SQLite answers with it for whatever it cannot read, as well as for itself. */
const REPLACEMENT = '\ufffd';
const BROKEN = 'is no text in UTF-8, as half a character in it is none';

/** Why PostgreSQL would not keep the value of that column, or give it back; undefined where it does. */
export function whyUnstorable(
  { holds }: CopiedColumn,
  value: Value,
  bytes: () => Buffer,
): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.includes(REPLACEMENT) && !isUtf8(bytes())) return BROKEN;
  const written = holds === Holds.JSON && ESCAPED.test(value) ? parsed(value) : undefined;
  return whyNotKept(value) ?? unkept(written)?.reason;
}

/** The same value as PostgreSQL keeps it. */
export function storable({ holds }: CopiedColumn, value: Value): Value {
  if (typeof value !== 'string') return value;
  const written = holds === Holds.JSON && ESCAPED.test(value) ? parsed(value) : undefined;
  return written === undefined ? keepable(value) : JSON.stringify(cleaned(written));
}

/** In JSON such characters are written as escapes. */
const ESCAPED = /\\u(0000|d[89a-f])/i;

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

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return keepable(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [keepable(name), cleaned(one)]));
}
