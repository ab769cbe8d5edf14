import type en from '../../templates/dossier/en.json';
import type { Language } from '../letters/languages.ts';
import { readTemplate } from '../letters/template-folder.ts';

/** The words of a case file, by what they name. */
export type DossierWords = Readonly<Record<keyof typeof en, string>>;

const loaded = new Map<Language, DossierWords>();

/** The words of a language, English where it has none of its own; read on first use. */
export function dossierWords(language: Language): DossierWords {
  const known = loaded.get(language);
  if (known !== undefined) return known;
  const words = { ...read('en'), ...(language === 'en' ? {} : read(language)) };
  loaded.set(language, words);
  return words;
}

function read(language: Language): DossierWords {
  return JSON.parse(readTemplate(`dossier/${language}.json`)) as DossierWords;
}
