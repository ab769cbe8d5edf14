import {
  DOCUMENT_TYPES,
  type DocumentType,
  documentTypeOf,
  fits,
  isNameOfProgram,
  typeOfEnding,
} from './document-types.ts';

/** Characters of the longest name. */
export const LONGEST_DOCUMENT_NAME = 100;

/** A document as somebody wants it attached. */
export interface WantedDocument {
  readonly name: string;
  /** SHA-256 of its content. */
  readonly hash: string;
  /** What it is declared as; null leaves it to the content and the name. */
  readonly type: string | null;
}

/** A staged content, as it was recognized. */
export interface RecognizedContent {
  readonly type: string;
  readonly size: number;
}

/** A document that the case has. */
export interface AttachedDocument {
  readonly name: string;
  readonly hash: string;
}

export type Attachment =
  | { readonly attach: { readonly name: string; readonly hash: string; readonly type: DocumentType } }
  /** The case has that content under that name: nothing to do. */
  | { readonly already: string }
  | { readonly refused: string };

/** Decides whether a document may be attached to a case that takes documents, and as what. */
export function decideAttachment(
  wanted: WantedDocument,
  content: RecognizedContent | undefined,
  documents: readonly AttachedDocument[],
  largestDocument: number,
): Attachment {
  const name = wanted.name.normalize('NFC');
  const badName = problemOfName(name);
  if (badName !== null) return { refused: badName };
  const before = documents.find((known) => isSameName(known.name, name));
  if (before !== undefined) {
    if (before.hash === wanted.hash) return { already: `The case has the document ${before.name} already.` };
    return { refused: `The case has another document named ${before.name}: choose another name.` };
  }
  if (content === undefined) {
    return { refused: `The content of ${name} is not here, or no longer: send the file again.` };
  }
  const badSize = problemOfSize(name, content.size, largestDocument);
  if (badSize !== null) return { refused: badSize };
  const type = agreedType(name, wanted.type, content.type);
  return 'refused' in type ? type : { attach: { name, hash: wanted.hash, type: type.type } };
}

/** What is wrong with a name; null when nothing is. */
export function problemOfName(name: string): string | null {
  const length = [...name].length;
  if (name.trim() === '') return 'A document needs a name, such as contract.pdf.';
  if (length > LONGEST_DOCUMENT_NAME) {
    return `The name of a document has at most ${LONGEST_DOCUMENT_NAME} characters; this one has ${length}.`;
  }
  if (UNPRINTABLE.test(name)) {
    return 'The name of a document holds a character that cannot be seen (a line break, a mark that turns text around): leave it out.';
  }
  if (/[/\\]/.test(name))
    return `The name of a document is no path: ${name} has a / or \\; leave the folders out.`;
  if (name.trim() !== name || /^\.+$/.test(name)) {
    return `The name of a document begins and ends with a character that can be seen, and is more than dots: ${JSON.stringify(name)} is not.`;
  }
  if (isNameOfProgram(name)) return `${name} is named like a program; a case takes documents only.`;
  return null;
}

/** Control, format and unpaired characters; a name could otherwise hide what it ends with. Joiners of scripts stay. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\ufeff]/u;
const ALL_UNPRINTABLE = new RegExp(UNPRINTABLE, 'gu');

/** Names that a file system might take for one are one. */
export function isSameName(one: string, other: string): boolean {
  return folded(one) === folded(other);
}

/** What is wrong with a size; null when nothing is. */
export function problemOfSize(name: string, size: number, largest: number): string | null {
  if (size === 0) return `${name} is empty.`;
  if (size <= largest) return null;
  return `${name} has ${inBytes(size)}; a document has at most ${inBytes(largest)}.`;
}

/** The type that a document gets: as declared, else as its name promises, where its content agrees. */
export function agreedType(
  name: string,
  declared: string | null,
  recognized: string,
): { readonly type: DocumentType } | { readonly refused: string } {
  const known = documentTypeOf(recognized);
  if (known === undefined) {
    return {
      refused: `${name} is ${recognized}, which a case does not take. It takes ${DOCUMENT_TYPES.join(', ')}.`,
    };
  }
  const promised = typeOfEnding(name);
  if (promised !== null && !fits(known, promised)) {
    return {
      refused: `${name} is named like ${promised}, but its content is ${known}: rename it, or send the right file.`,
    };
  }
  if (declared === null) return { type: promised ?? known };
  const wanted = documentTypeOf(declared);
  if (wanted === undefined) {
    return {
      refused: `${declared} is no type of documents that a case takes. It takes ${DOCUMENT_TYPES.join(', ')}.`,
    };
  }
  if (!fits(known, wanted)) {
    return { refused: `${name} is declared as ${wanted}, but its content is ${known}.` };
  }
  return { type: wanted };
}

/**
 * A name like the wanted one that no document has yet: `notice.pdf`, `notice (2).pdf`. What makes it too long
 * is cut before the number.
 */
export function freeName(
  wanted: { readonly stem: string; readonly ending: string },
  taken: readonly string[],
): string {
  for (let nth = 1; ; nth++) {
    const tail = nth === 1 ? wanted.ending : ` (${nth})${wanted.ending}`;
    const stem = [...safeName(wanted.stem)]
      .slice(0, LONGEST_DOCUMENT_NAME - tail.length)
      .join('')
      .trim();
    const name = `${stem}${tail}`;
    if (!taken.some((known) => isSameName(known, name))) return name;
  }
}

/** A text as part of a name: what may not stand there becomes a dash. */
function safeName(text: string): string {
  const safe = text.normalize('NFC').replace(ALL_UNPRINTABLE, ' ').replace(/[/\\]/g, '-').trim();
  return safe === '' ? 'document' : safe;
}

function folded(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

const MIB = 1024 * 1024;

/** Sizes in words: whole bytes below a MiB, so that a limit and one byte more differ. */
function inBytes(size: number): string {
  return size >= MIB && size % MIB === 0 ? `${size / MIB} MiB` : `${size} bytes`;
}
