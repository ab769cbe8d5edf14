import { COUNTRIES, type CountryCode } from './countries.ts';

/** A country code taken apart: `DE-BY-KATH` is country DE, region `BY-KATH`. */
export interface CountryParts {
  readonly country: string;
  readonly region: string | undefined;
}

/** Where a code needs a region, the one that messages give as the example. */
const EXAMPLE_REGION: Partial<Record<CountryCode, string>> = { DE: 'BY', CH: 'ZH' };

/** True when Dunwell has a holiday list for the code: `NL`, `DE-BY`, `AT-9`; not bare `DE` or `CH`. */
export function isSupportedCountry(code: string): boolean {
  return countryProblem(code) === undefined;
}

/** What is wrong with a country code and what would be right; undefined when nothing is wrong. */
export function countryProblem(code: string): string | undefined {
  const { country, region } = countryParts(code);
  if (!isCountry(country)) {
    const upper = code.toUpperCase();
    if (upper !== code && isSupportedCountry(upper)) return `country ${code} is written ${upper}`;
    return `country ${code} is not supported; these are: ${knownCountries()}`;
  }
  const { regionWord, regionNeeded, regions } = COUNTRIES[country];
  if (region === undefined) {
    return regionNeeded ? `country ${country} needs its ${regionWord}, e.g. ${example(country)}` : undefined;
  }
  if (Object.hasOwn(regions, region)) return undefined;
  const known = Object.keys(regions).map((key) => `${country}-${key}`);
  if (known.length === 0) return `country ${country} takes no ${regionWord}; write ${country}`;
  return `country ${country} has no ${regionWord} ${region}; these are: ${known.join(', ')}`;
}

/** Takes a code apart without judging it. */
export function countryParts(code: string): CountryParts {
  const dash = code.indexOf('-');
  return dash < 0
    ? { country: code, region: undefined }
    : { country: code.slice(0, dash), region: code.slice(dash + 1) };
}

function isCountry(country: string): country is CountryCode {
  return Object.hasOwn(COUNTRIES, country);
}

function example(country: CountryCode): string {
  return `${country}-${EXAMPLE_REGION[country]}`;
}

function knownCountries(): string {
  const named = Object.entries(COUNTRIES).map(([country, { regionWord, regionNeeded }]) =>
    regionNeeded ? `${country} by ${regionWord} (${example(country as CountryCode)})` : country,
  );
  return named.join(', ');
}
