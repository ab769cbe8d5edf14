import { isAbsolute } from 'node:path';
import { text } from './fields.ts';
import { judged } from './values.ts';

const SECRET = /^(env:[A-Za-z_][A-Za-z0-9_]{0,99}|file:\/[^\p{Cc}]{1,500})$/u;
const PATH = /^[^\p{Cc}]{1,500}$/u;

/** Where a secret lies; the secret itself is refused. */
export const secretReference = text(
  SECRET,
  'reference to a secret',
  'write env:NAME or file:/path, never the secret itself',
);

/** A folder, relative to the outbox or absolute. */
export const folder = judged(text(PATH, 'folder', 'write a path such as collector/acme'), (path) =>
  path.split(/[\\/]/).includes('..')
    ? 'must not climb with ..; write it relative to the outbox folder, or absolute'
    : undefined,
);

/** A file with the certificate of a private authority. */
export const authority = absoluteFile('/etc/dunwell/authority.pem');

/** A file by its full path. */
export function absoluteFile(example: string) {
  return judged(text(PATH, 'file', `write a path such as ${example}`), (path) =>
    isAbsolute(path) ? undefined : `is not absolute; write a path such as ${example}`,
  );
}
