import { type Element, first, textAt } from './element.ts';

/** The shortest account number that is recognised at the end of an IBAN. */
const SHORTEST = 7;

/**
 * The creditor's account that a statement is about, as its IBAN; otherwise what the bank calls it. Banks that give a
 * national number instead give the last part of the IBAN.
 */
export function accountOf(
  element: Element | undefined,
  own: readonly string[],
): { readonly iban: string } | { readonly stranger: string } {
  const id = first(element, 'Id');
  const iban = textAt(id, 'IBAN')?.replaceAll(' ', '').toUpperCase();
  if (iban !== undefined) return own.includes(iban) ? { iban } : { stranger: iban };
  const other = textAt(id, 'Othr', 'Id');
  const number = other?.replace(/[^A-Za-z0-9]/g, '').toUpperCase() ?? '';
  const known = own.filter((candidate) => candidate === number || isEndOf(number, candidate));
  const [only] = known;
  return only !== undefined && known.length === 1 ? { iban: only } : { stranger: other ?? '' };
}

function isEndOf(number: string, iban: string): boolean {
  const bare = number.replace(/^0+/, '');
  return bare.length >= SHORTEST && iban.slice(4).endsWith(bare);
}
