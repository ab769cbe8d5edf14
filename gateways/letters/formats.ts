import type { Day } from '../../domain/kernel/day.ts';
import { decimalsOf, formatAmount } from '../../domain/kernel/money.ts';
import type { Language } from '../../templates/languages.ts';

const MS_PER_DAY = 86_400_000;

/** Making a format costs a hundred times more than using it. */
const amounts = new Map<string, Intl.NumberFormat>();
const dates = new Map<Language, Intl.DateTimeFormat>();

/** English here is European: by its code alone it would write dates and amounts the American way. */
function localeOf(language: Language): string {
  return language === 'en' ? 'en-GB' : language;
}

/** An amount in minor units as people of the language write it: `€ 1.234,50`. */
export function amountIn(language: Language, minor: number, currency: string): string {
  const key = `${language} ${currency}`;
  let format = amounts.get(key);
  if (format === undefined) {
    const decimals = decimalsOf(currency);
    format = new Intl.NumberFormat(localeOf(language), {
      style: 'currency',
      currency,
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    amounts.set(key, format);
  }
  // As a decimal text, so that no amount passes through a binary fraction.
  return format.format(formatAmount(minor, currency) as `${number}`);
}

/** A day as people of the language write it: `1 maart 2026`. */
export function dateIn(language: Language, day: Day): string {
  let format = dates.get(language);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' });
    dates.set(language, format);
  }
  const text = format.format(day * MS_PER_DAY);
  // French alone counts the first day of a month.
  return language === 'fr' ? text.replace(/^1(?=\s)/, '1er') : text;
}

/** A country in capitals, as the last line of an address abroad. */
export function countryIn(language: Language, country: string): string {
  if (!/^[A-Z]{2}$/.test(country)) return country.toUpperCase();
  const name = new Intl.DisplayNames(localeOf(language), { type: 'region' }).of(country) ?? country;
  return name.toLocaleUpperCase(localeOf(language));
}
