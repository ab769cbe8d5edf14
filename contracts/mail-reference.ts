import { fnv1a } from '../domain/kernel/fnv1a.ts';

/** The header that bears the reference, whatever servers do to the Message-ID. */
export const REFERENCE_HEADER = 'X-Dunwell-Reference';
/** In a trial: the number of the customer whom it was meant for. */
export const INSTEAD_OF_HEADER = 'X-Dunwell-Instead-Of';

/** As long as an ENVID may be (RFC 3461, section 4.4); a Message-ID may be longer. */
const LONGEST = 100;
/** Between the beginning of a key and its hash: no key has it, and a Message-ID may (RFC 5322, atext). */
const CUT = '~';
/** What may stand before the @ of a Message-ID as it is, of the characters that keys have. */
const ATOM = /^[A-Za-z0-9_%/+-]+(?:\.[A-Za-z0-9_%/+-]+)*/;

/**
 * What an e-mail is called by mail servers: the key of its effect, so that a bounce names what came back and a line of
 * a server's log tells which letter it was. A key that is too long for that, or has odd characters, is cut and ends in
 * its hash.
 */
export function mailReference(key: string): string {
  const plain = ATOM.exec(key)?.[0] ?? '';
  if (plain === key && key.length <= LONGEST) return key;
  const hash = fnv1a(key).toString(16).padStart(8, '0');
  return `${plain.slice(0, LONGEST - CUT.length - hash.length).replace(/\.+$/, '')}${CUT}${hash}`;
}

/** Where to look for the key that a reference stands for: it is the key, or what all candidates begin with. */
export function keyOfReference(
  reference: string,
): { readonly key: string } | { readonly beginsWith: string } | undefined {
  if (reference.length > LONGEST || reference === '') return undefined;
  const at = reference.lastIndexOf(CUT);
  return at < 0 ? { key: reference } : { beginsWith: reference.slice(0, at) };
}
