import type { LevelContent } from '../../contracts/effects.ts';
import { languageFor } from '../../templates/languages.ts';
import { oneLine } from '../printable.ts';
import { listed, refusal } from '../refusal.ts';
import { countryIn } from './formats.ts';

/** Without these a letter reaches nobody. A postcode is not among them: not every country has them. */
const NEEDED = ['name', 'street', 'city'] as const;

/** The address block of a letter, line by line; refuses a customer that cannot be written to. */
export function addressLines({ recipient, creditor, language }: LevelContent): string[] {
  const missing = NEEDED.filter((field) => blank(recipient[field]));
  if (missing.length > 0)
    throw refusal(`No letter without an address: the customer has no ${listed(missing)}.`);
  const { name, representative, street, postcode, city, country } = recipient;
  const isAbroad = country !== null && country !== homeOf(creditor.country);
  return [
    name,
    blank(representative) ? null : `c/o ${representative}`,
    ...(street ?? '').split(/[\r\n]+/),
    `${postcode ?? ''} ${city}`,
    isAbroad ? countryIn(languageFor(language), country) : null,
  ]
    .map((line) => oneLine(line ?? ''))
    .filter((line) => line !== '');
}

function blank(text: string | null): boolean {
  return text === null || oneLine(text) === '';
}

/** A creditor's country may name its region: `DE-BY`. */
function homeOf(country: string): string {
  return country.split('-')[0] ?? country;
}
