import { readFile, stat } from 'node:fs/promises';
import type { Problem } from './problem.ts';

/** A file's text, or why it could not be had. */
export type TextFile =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problem: Problem };

/** No file that a person writes by hand comes near it; a ledger given by mistake goes far over it. */
const MAX_BYTES = 1024 * 1024;
const LINE_FEED = 0x0a;

/** Reads a file written by hand as UTF-8, with or without byte order mark. */
export async function readTextFile(path: string, maxBytes: number = MAX_BYTES): Promise<TextFile> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes) return refuse(`has ${size} bytes; at most ${maxBytes} are read`);
    return decodeText(await readFile(path));
  } catch (error) {
    return refuse(whyUnreadable(error));
  }
}

/** Bytes as text; refused with the line of the first byte that is not UTF-8. */
function decodeText(bytes: Uint8Array): TextFile {
  const utf16 = utf16Refusal(bytes);
  if (utf16 !== undefined) return refuse(utf16, 1);
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return refuse(NOT_UTF8, badLine(bytes));
  }
}

const NOT_UTF8 =
  'has bytes that are not UTF-8 (often a file saved as Latin-1 or Windows-1252); save it as UTF-8';

/** Why the bytes cannot be read when they are UTF-16 or another format with zero bytes; undefined when they can. */
function utf16Refusal(bytes: Uint8Array): string | undefined {
  const mark = (bytes[0] ?? 0) * 256 + (bytes[1] ?? 0);
  const isUtf16 = mark === 0xfffe || mark === 0xfeff || bytes.subarray(0, 256).includes(0);
  return isUtf16 ? 'is UTF-16 or no text at all; save it as UTF-8' : undefined;
}

/** Says in words why a file could not be opened. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      return 'does not exist';
    case 'EISDIR':
      return 'is a folder; name a file';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read by this user';
    default:
      return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Lines are decoded one by one: no UTF-8 character contains the byte of a line feed. */
function badLine(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let line = 1;
  for (let start = 0; start <= bytes.length; line++) {
    const next = bytes.indexOf(LINE_FEED, start);
    const end = next < 0 ? bytes.length : next;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end + 1;
  }
  return line;
}

function refuse(reason: string, line?: number): TextFile {
  return { ok: false, problem: { path: '', reason, ...(line === undefined ? {} : { line }) } };
}
