import type en from './words/en.json';
import { FILES } from './words/index.ts';

/** Everything that is said in several languages; English says which words there are. */
export type Words = typeof en;
export type Language = keyof typeof FILES;

/** What keeps a language from compiling: a word that it lacks, and one that nobody asks for. */
type Complete<Files> = {
  readonly [Code in keyof Files]: Words extends Files[Code]
    ? Words
    : `${Code & string} has words that en lacks`;
};
const WORDS: Complete<typeof FILES> = FILES;

export const LANGUAGES = Object.keys(WORDS) as [Language, ...Language[]];

/** Other names of Norwegian: Nynorsk readers read Bokmål. */
const NORWEGIAN = ['no', 'nn'];

/** The language that a code such as `nl`, `de-CH`, `no` or `sv_SE.UTF-8` names, where it has words here. */
export function languageOf(code: string): Language | undefined {
  const base = code.split(/[-_.@]/)[0]?.toLowerCase() ?? '';
  return NORWEGIAN.includes(base) ? 'nb' : LANGUAGES.find((language) => language === base);
}

/** The language to write in for a code: English where it has no words here. */
export function languageFor(code: string): Language {
  return languageOf(code) ?? 'en';
}

export function wordsIn(language: Language): Words {
  return WORDS[language];
}
