import type { LevelContent } from '../../contracts/effects.ts';
import { languageFor, wordsIn } from '../../templates/languages.ts';

/** The paragraphs a letter adds about signals to municipalities: none when it offers nothing. */
export function offerParagraphs({ signalOffer, language }: LevelContent): readonly string[] {
  if (signalOffer === undefined) return [];
  const { offer, optOut } = wordsIn(languageFor(language)).signals;
  return signalOffer.optOutLink === null ? offer : [...offer, `${optOut} ${signalOffer.optOutLink}`];
}

/** The words of the offer alone, for the record. */
export function offerInWords(language: string): string {
  return wordsIn(languageFor(language)).signals.offer.join(' ');
}
