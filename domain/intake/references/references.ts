import { REFERENCE_RULES, ReferenceKind, type ReferenceRule, satisfies } from './kinds.ts';

/** A structured reference: two are the same when both fields are. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly normalized: string;
}

/**
 * The structured reference that the text is, whole and with right check digits; null when it is none.
 *
 * `country` is the creditor's: bare digits are then read by its own rules only. Forms that nobody mistakes (RF, 27
 * digits of a QR-bill, `+++…+++`, `+71<…`) are read everywhere.
 */
export function readReference(text: string, country?: string): Reference | null {
  const trimmed = text.trim();
  const marked = readMarked(trimmed);
  if (marked !== undefined) return marked;
  const bare = trimmed.toUpperCase().replace(/[\s./]/g, '');
  const home = country?.split('-')[0];
  const rule = REFERENCE_RULES.find(
    (candidate) => isReadIn(candidate, home, bare) && satisfies(bare, candidate),
  );
  return rule === undefined ? null : referenceOf(rule, bare);
}

/** Digits that stand alone in a text are read as a reference from this length on; shorter ones are often chance. */
const SHORTEST_IN_TEXT = 7;
const LONGEST = 27;
/** A reference written in groups has at most so many. */
const MOST_GROUPS = 8;

/** The structured references inside a text, each once; what is no reference is passed over. */
export function findReferences(text: string, country?: string): readonly Reference[] {
  const found = new Map<string, Reference>();
  const add = (reference: Reference) => found.set(`${reference.kind} ${reference.normalized}`, reference);
  const rest = text.replace(MARKED, (written) => {
    const reference = readMarked(written);
    if (reference !== undefined) add(reference);
    return ' , ';
  });
  // Groups of one reference are parted by a space or a dot; anything else ends it.
  for (const phrase of rest.toUpperCase().split(/[^A-Z0-9 .-]+/)) {
    const words = phrase.split(/[ .]+/).filter((word) => word !== '');
    for (let at = 0; at < words.length; ) {
      const longest = longestAt(words, at, country);
      if (longest !== undefined) add(longest.reference);
      at += longest?.groups ?? 1;
    }
  }
  return [...found.values()];
}

/** The reference made of the most words from there on. */
function longestAt(words: readonly string[], at: number, country: string | undefined) {
  for (let groups = Math.min(MOST_GROUPS, words.length - at); groups > 0; groups--) {
    const parts = words.slice(at, at + groups);
    const joined = parts.join('');
    if (joined.length < SHORTEST_IN_TEXT || joined.length > LONGEST || !areGroups(parts)) continue;
    const reference = readReference(joined, country);
    if (reference !== null) return { reference, groups };
  }
  return undefined;
}

/** References are printed in groups of two to five characters, only the first or last of them shorter. */
function areGroups(parts: readonly string[]): boolean {
  return (
    parts.length === 1 ||
    parts.every((part, i) => part.length <= 5 && (part.length > 1 || i === 0 || i === parts.length - 1))
  );
}

/** Forms with signs of their own around the digits. */
const MARKED =
  /(\+{3}|\*{3})\s*\d{3}\s*\/?\s*\d{4}\s*\/?\s*\d{5}\s*(\+{3}|\*{3})|(?<!\d)\+?(71|75|04|15)\s*<\s*\d{15,16}(\s*\+\s*\d{7,8}\s*<?)?/g;

function readMarked(written: string): Reference | undefined {
  if (/^(\+{3}|\*{3})/.test(written)) return readDigits(written, ReferenceKind.BE_OGM);
  const slip = /^\+?(71|75|04|15)\s*<\s*(\d+)(\s*\+\s*\d{7,8}\s*<?)?$/.exec(written);
  const [, card, number = ''] = slip ?? [];
  const length = card === '71' ? 15 : 16;
  return number.length === length ? readDigits(number, ReferenceKind.DK_FIK) : undefined;
}

function readDigits(written: string, kind: ReferenceKind): Reference | undefined {
  const bare = written.replace(/\D/g, '');
  const rule = REFERENCE_RULES.find((candidate) => candidate.kind === kind);
  return rule !== undefined && satisfies(bare, rule) ? referenceOf(rule, bare) : undefined;
}

function isReadIn(rule: ReferenceRule, home: string | undefined, bare: string): boolean {
  if (rule.country === undefined || rule.country === home) return true;
  const isWholeQr = bare.length === LONGEST;
  return rule.kind === ReferenceKind.CH_QR ? isWholeQr : home === undefined;
}

function referenceOf({ kind, normalize }: ReferenceRule, bare: string): Reference {
  return { kind, normalized: normalize?.(bare) ?? bare };
}
