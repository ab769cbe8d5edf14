/** The languages letters and mails are written in, with the region whose dates and amounts they use. */
export const LOCALES = {
  nl: 'nl-NL',
  en: 'en-GB',
  de: 'de-DE',
  sv: 'sv-SE',
  nb: 'nb-NO',
  da: 'da-DK',
  fi: 'fi-FI',
  fr: 'fr-FR',
} as const;
export type Language = keyof typeof LOCALES;

export const LETTER_LANGUAGES = Object.keys(LOCALES) as readonly Language[];

/** Other names of Norwegian: Nynorsk readers read Bokmål. */
const NORWEGIAN = new Set(['no', 'nn']);

/** The language a letter is written in for a code such as `nl`, `de-CH` or `no`; English where there is none. */
export function letterLanguage(code: string): Language {
  const base = code.split(/[-_]/)[0]?.toLowerCase() ?? '';
  if (NORWEGIAN.has(base)) return 'nb';
  return LETTER_LANGUAGES.find((language) => language === base) ?? 'en';
}
