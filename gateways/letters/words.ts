import { Channel } from '../../domain/effects/channels.ts';
import { LetterDuty } from '../../domain/letters/duty.ts';
import type { OwnText, OwnWords } from '../../domain/letters/own-texts.ts';
import { LetterNumber, type Placeholder } from '../../domain/letters/placeholders.ts';
import { readSentence } from '../../domain/letters/sentence.ts';
import type { LetterText } from '../../domain/letters/text.ts';
import { type Language, type Words, wordsIn } from '../../templates/languages.ts';

/** What the sentences of a letter may name; one that names what is not there makes no letter. */
export type Variables = Readonly<Partial<Record<Placeholder, string>>>;

export type Labels = Words['letter']['labels'];

/** Which words a letter is written in. */
export interface WordsToFind {
  readonly language: Language;
  readonly text: LetterText;
  /** Name of the level, where it is one. */
  readonly level: string | null;
  readonly number: LetterNumber;
  readonly channel: Channel;
  readonly own: OwnWords | undefined;
}

/** The words of a letter, as they stand in its texts: nothing is put in yet. */
export interface LetterWords {
  readonly greeting: string;
  readonly closing: string;
  readonly subject: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly labels: Labels;
  /** The sentence that `{{> name}}` stands for; undefined when there is none of that name. */
  readonly clause: (name: string) => string | undefined;
  readonly duty: (name: keyof Words['letter']['duties']) => string;
}

/** The shipped words with the creditor's own over them: those of its level first, those of one channel before all. */
export function wordsOfLetter({
  language,
  text,
  level,
  number,
  channel,
  own = {},
}: WordsToFind): LetterWords {
  const shipped = wordsIn(language).letter;
  const owned = [ownOf(own.levels, level ?? ''), ownOf(own.texts, text)]
    .flatMap((block) => layersOf(block, channel))
    .map((layer) => (number === LetterNumber.SEVERAL ? layer.several : layer));
  const mine = <Key extends 'subject' | 'before' | 'after'>(key: Key) =>
    owned.find((layer) => layer?.[key] !== undefined)?.[key];
  return {
    greeting: own.greeting ?? shipped.greeting,
    closing: own.closing ?? shipped.closing,
    subject: mine('subject') ?? shipped.texts[text].subject[number],
    before: mine('before') ?? shipped.texts[text].before[number],
    after: mine('after') ?? shipped.texts[text].after,
    labels: { ...shipped.labels, ...own.labels },
    clause: (name) => ownOf(own.clauses, name)?.[number] ?? ownOf(shipped.clauses as Clauses, name)?.[number],
    duty: (name) => ownOf(own.duties, name) ?? shipped.duties[name],
  };
}

type Clauses = Readonly<Record<string, Readonly<Record<LetterNumber, string>>>>;

/** A name from outside is looked up among what was written, not among what every object has. */
function ownOf<Value>(all: Readonly<Record<string, Value>> | undefined, name: string): Value | undefined {
  return all !== undefined && Object.hasOwn(all, name) ? all[name] : undefined;
}

function layersOf(block: OwnText | undefined, channel: Channel) {
  if (block === undefined) return [];
  const { email, letter } = block;
  const ofChannel = channel === Channel.EMAIL ? email : channel === Channel.LETTER ? letter : undefined;
  return ofChannel === undefined ? [block] : [ofChannel, block];
}

/** The sentences that the law wants, by the name they have among the words. */
export function dutySentences(
  duty: LetterDuty,
  channel: Channel,
  hasCosts: boolean,
): readonly (keyof Words['letter']['duties'])[] {
  if (duty !== LetterDuty.FREE_REMINDER) return [duty];
  const free = channel === Channel.EMAIL ? 'freeReminderEmail' : 'freeReminderLetter';
  return hasCosts ? [free, 'freeReminderCosts'] : [free];
}

/** Puts values and clauses into a sentence. What is put in is text, whatever stands in it: it is not read again. */
export function writeSentence(
  source: string,
  variables: Variables,
  clause: (name: string) => string | undefined = () => undefined,
): string {
  const read = readSentence(source);
  if (!read.ok) throw new Error(`A sentence ${read.reason}: ${source}`);
  return read.pieces
    .map((piece) => {
      if (piece.kind === 'words') return piece.words;
      if (piece.kind === 'value') return valueNamed(piece.name, variables);
      const said = clause(piece.name);
      if (said === undefined) throw new Error(`There is no clause ${piece.name}: ${source}`);
      // A clause has no clauses of its own, so that none can stand in itself.
      return writeSentence(said, variables);
    })
    .join('');
}

function valueNamed(name: string, variables: Variables): string {
  const value = Object.hasOwn(variables, name) ? variables[name as Placeholder] : undefined;
  if (value === undefined) throw new Error(`A sentence names ${name}, which this letter does not have.`);
  return value;
}
