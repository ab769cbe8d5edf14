import { REFERENCE_HEADER } from '../../contracts/mail-reference.ts';

/** More than one message names of others, however long its thread. */
const MOST = 20;
const MESSAGE_ID = /<([^\s<>@]{1,200})@[^\s<>@]{1,255}>/g;
const NAMED = new RegExp(`^(?:>\\s?)*${REFERENCE_HEADER}:\\s*([^\\s]{1,200})\\s*$`, 'gim');
const ID_NAMED = /^(?:>\s?)*Message-ID:\s*<([^\s<>@]{1,200})@[^\s<>]{1,255}>/gim;

/** What text that holds the header of a message calls it, best first. */
export function referencesInHeader(text: string): readonly string[] {
  const unfolded = text.replace(/\r\n?/g, '\n').replace(/\n[ \t]+/g, ' ');
  return [...allOf(NAMED, unfolded), ...allOf(ID_NAMED, unfolded)];
}

/** The messages that a header such as In-Reply-To names, the last first: it is the one answered. */
export function referencesIn(ids: string | undefined): readonly string[] {
  return allOf(MESSAGE_ID, ids ?? '').reverse();
}

/** Each once, in their order. */
export function distinct(references: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(references.filter((reference) => reference !== undefined))].slice(0, MOST);
}

function allOf(pattern: RegExp, text: string): string[] {
  return Array.from(text.matchAll(pattern), ([, found = '']) => found).slice(0, MOST);
}
