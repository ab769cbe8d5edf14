import { createHash } from 'node:crypto';

/** What every usual file system takes. */
const MAX_BYTES = 255;
const HASH_DIGITS = 16;
/** Keys as contracts/ids.ts builds them, without capitals: such names are told apart by their letters alone. */
const TELLS_APART = /^(?:[a-z0-9._/-]|%[0-9A-F]{2})*$/;
const UNSAFE = /[^A-Za-z0-9._/%-]/gu;

/**
 * The file name of an effect key: `invoice/acme/2026%2F001/1/order` becomes `invoice+acme+2026%2F001+1+order.json`.
 *
 * To read the key back: drop the extension and what follows `~`, and put `/` for `+`. Capitals add `~` and a hash
 * of the key, because `INV-1` and `inv-1` are one name to some file systems; so does a name that had to be cut.
 */
export function fileNameOf(key: string, extension: string): string {
  const readable = key.replace(UNSAFE, escapeCharacter).replaceAll('/', '+');
  const name = `${readable}${extension}`;
  if (TELLS_APART.test(key) && name.length <= MAX_BYTES) return name;
  const suffix = `~${createHash('sha256').update(key, 'utf16le').digest('hex').slice(0, HASH_DIGITS)}${extension}`;
  return readable.slice(0, MAX_BYTES - suffix.length) + suffix;
}

/** The file name of a key without its extension, for what lies beside the file. */
export function fileStemOf(key: string, extension: string): string {
  return fileNameOf(key, extension).slice(0, -extension.length);
}

/** Only ASCII is left afterwards, so that characters count as bytes. */
function escapeCharacter(character: string): string {
  const bytes = Buffer.from(character, 'utf8');
  return [...bytes].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
