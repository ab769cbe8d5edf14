import {
  LetterNumber,
  Placeholder,
  type Placeholder as PlaceholderName,
  placeholdersOf,
} from '../../domain/letters/placeholders.ts';
import { readSentence } from '../../domain/letters/sentence.ts';
import { LETTER_TEXTS, LetterText } from '../../domain/letters/text.ts';
import { wordsIn } from '../../templates/languages.ts';
import { type BrokenRule, type Fields, fields } from '../broken-rule.ts';
import { didYouMean } from '../nearest.ts';
import type { PathStep } from '../problem.ts';

const { clauses: CLAUSES, duties: DUTIES } = wordsIn('en').letter;
const NAMES = Object.keys(CLAUSES);
const { ONE, SEVERAL } = LetterNumber;

/** What the sentences name, and whether there is such a thing where they stand. */
export function ownWordsRules(file: unknown): BrokenRule[] {
  const { texts, levels, clauses, duties, greeting, closing } = fields(file);
  return [
    ...textRules(fields(texts), 'texts', (name) => nameableBy(textNamed(name))),
    // A level may be a reminder or the notice: what it cannot name is found when it is written with a policy.
    ...textRules(fields(levels), 'levels', () => nameableBy(LetterText.FINAL_NOTICE)),
    ...clauseRules(fields(clauses)),
    ...Object.entries(fields(duties)).flatMap(([name, sentence]) => dutyRules(name, sentence)),
    ...sentenceRules(greeting, ['greeting'], []),
    ...sentenceRules(closing, ['closing'], []),
  ];
}

/** What a sentence may name, by how many invoices it is about. */
type Nameable = (number: LetterNumber) => readonly PlaceholderName[];

function textNamed(name: string): LetterText | undefined {
  return LETTER_TEXTS.find((text) => text === name);
}

function nameableBy(text: LetterText | undefined): Nameable {
  return (number) => (text === undefined ? [] : placeholdersOf(text, number));
}

function textRules(blocks: Fields, section: string, nameable: (name: string) => Nameable): BrokenRule[] {
  return Object.entries(blocks).flatMap(([name, written]) => {
    const block = fields(written);
    const path = [section, name];
    return [
      ...blockRules(block, path, nameable(name)),
      ...['email', 'letter'].flatMap((channel) =>
        blockRules(fields(block[channel]), [...path, channel], nameable(name)),
      ),
    ];
  });
}

function blockRules(block: Fields, path: readonly PathStep[], nameable: Nameable): BrokenRule[] {
  return [
    ...sentencesRules(block, path, nameable(ONE)),
    ...sentencesRules(fields(block.several), [...path, 'several'], nameable(SEVERAL)),
  ];
}

function sentencesRules(
  { subject, before, after }: Fields,
  path: readonly PathStep[],
  known: readonly string[],
): BrokenRule[] {
  const lists = Object.entries({ before, after }).flatMap(([key, list]) =>
    Array.isArray(list) ? list.map((sentence, i) => ({ sentence, at: [...path, key, i] })) : [],
  );
  return [
    ...sentenceRules(subject, [...path, 'subject'], known),
    ...lists.flatMap(({ sentence, at }) => sentenceRules(sentence, at, known, NAMES)),
  ];
}

/** A clause may name what every text that it can stand in has; those of notices and plans are in theirs alone. */
function clauseRules(clauses: Fields): BrokenRule[] {
  return Object.entries(clauses).flatMap(([name, written]) =>
    Object.values(LetterNumber).flatMap((number) => {
      const shipped = Object.hasOwn(CLAUSES, name) ? CLAUSES[name as keyof typeof CLAUSES] : undefined;
      const everywhere = placeholdersOf(LetterText.FIRST_REMINDER, number);
      const own = shipped === undefined ? [] : namedIn(shipped[number]);
      return sentenceRules(fields(written)[number], ['clauses', name, number], [...everywhere, ...own]);
    }),
  );
}

/** What the law wants said stays said: a sentence of one's own names what the shipped one names. */
function dutyRules(name: string, sentence: unknown): BrokenRule[] {
  if (typeof sentence !== 'string' || !Object.hasOwn(DUTIES, name)) return [];
  const needed = namedIn(DUTIES[name as keyof typeof DUTIES]);
  const broken = sentenceRules(sentence, ['duties', name], [...needed, Placeholder.CREDITOR]);
  if (broken.length > 0) return broken;
  return needed
    .filter((placeholder) => !namedIn(sentence).includes(placeholder))
    .map((placeholder) => ({
      path: ['duties', name],
      reason: `does not name {{${placeholder}}}, which the law wants said`,
    }));
}

function sentenceRules(
  written: unknown,
  path: readonly PathStep[],
  known: readonly string[],
  clauses: readonly string[] = [],
): BrokenRule[] {
  if (typeof written !== 'string') return [];
  const read = readSentence(written);
  if (!read.ok) return [{ path, reason: read.reason }];
  return read.pieces.flatMap((piece): BrokenRule[] => {
    if (piece.kind === 'words') return [];
    const names = piece.kind === 'value' ? known : clauses;
    if (names.includes(piece.name)) return [];
    return [{ path, reason: unknownName(piece, names) }];
  });
}

function unknownName(
  piece: { readonly kind: 'value' | 'clause'; readonly name: string },
  names: readonly string[],
): string {
  const what = piece.kind === 'value' ? `{{${piece.name}}}` : `{{> ${piece.name}}}`;
  if (names.length === 0) return `names ${what}, and names nothing here; write it in words`;
  const guess = didYouMean(piece.name, names);
  return `names ${what}, which is not there${guess === '' ? `; there are: ${names.join(', ')}` : guess}`;
}

function namedIn(sentence: string): readonly string[] {
  const read = readSentence(sentence);
  return read.ok ? read.pieces.flatMap((piece) => (piece.kind === 'value' ? [piece.name] : [])) : [];
}
