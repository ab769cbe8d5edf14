import type { LetterText } from './text.ts';

/** Sentences of a creditor's own; what is left out is as shipped. */
interface OwnSentences {
  readonly subject?: string;
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

interface OwnSentencesByNumber extends OwnSentences {
  /** In letters about several invoices. */
  readonly several?: OwnSentences;
}

/** A text of the creditor's own, for all channels or one. */
export interface OwnText extends OwnSentencesByNumber {
  readonly email?: OwnSentencesByNumber;
  readonly letter?: OwnSentencesByNumber;
}

/** What a creditor says itself in one language. */
export interface OwnWords {
  readonly greeting?: string;
  readonly closing?: string;
  readonly texts?: Readonly<Partial<Record<LetterText, OwnText>>>;
  /** By the name of the level; before those by what the letter is about. */
  readonly levels?: Readonly<Record<string, OwnText>>;
  readonly clauses?: Readonly<Record<string, { readonly one?: string; readonly several?: string }>>;
  readonly duties?: Readonly<Record<string, string>>;
  readonly labels?: Readonly<Record<string, string>>;
}

/** The texts and layouts of a creditor's own, as published. */
export interface OwnTexts {
  /** By language. */
  readonly words: Readonly<Record<string, OwnWords>>;
  /** By file name. */
  readonly layouts: Readonly<Record<string, string>>;
}
