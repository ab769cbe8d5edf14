import Handlebars from 'handlebars';
import { type Language, type Words, wordsIn } from '../../templates/languages.ts';

/** What the sentences of a letter may name. */
export interface Variables {
  readonly creditor: string;
  readonly number: string;
  /** What to quote with the payment: the invoice's reference, else its number. */
  readonly reference: string;
  readonly total: string;
  /** Absent on reminders: one that names a deadline fails. */
  readonly payBy?: string;
}

type Sentence = (variables: Variables) => string;
export type Labels = Words['letter']['labels'];
export type Variant = keyof Words['letter']['levels'];

/** The words of a letter, its sentences ready to be written. */
export interface LetterWords extends Pick<Words['letter'], 'greeting' | 'labels' | 'closing'> {
  readonly levels: Readonly<Record<Variant, LevelSentences>>;
}

interface LevelSentences {
  readonly subject: Sentence;
  /** Before and after the table of what is open. */
  readonly before: readonly Sentence[];
  readonly after: readonly Sentence[];
}

const prepared = new Map<Language, LetterWords>();

/** The words of letters and mails in a language; its sentences are compiled on first use. */
export function letterWords(language: Language): LetterWords {
  const known = prepared.get(language);
  if (known !== undefined) return known;
  const words = prepareWords(wordsIn(language).letter);
  prepared.set(language, words);
  return words;
}

export function prepareWords({ levels, ...plain }: Words['letter']): LetterWords {
  const { reminder, finalReminder, notice, finalNotice } = levels;
  return {
    ...plain,
    levels: {
      reminder: sentences(reminder),
      finalReminder: sentences(finalReminder),
      notice: sentences(notice),
      finalNotice: sentences(finalNotice),
    },
  };
}

function sentences({ subject, before, after }: Words['letter']['levels'][Variant]): LevelSentences {
  return { subject: sentence(subject), before: before.map(sentence), after: after.map(sentence) };
}

/** Plain text, not HTML: escaping is the layout's, so a translator never meets it. */
function sentence(source: string): Sentence {
  return Handlebars.compile<Variables>(source, { noEscape: true, strict: true, knownHelpersOnly: true });
}
