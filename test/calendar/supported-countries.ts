import { COUNTRIES } from '../../calendar/countries.ts';

/** Every code that is supported: the country alone where that is enough, and each of its regions. */
export function supportedCountries(): string[] {
  return Object.entries(COUNTRIES).flatMap(([country, { regionNeeded, regions }]) => [
    ...(regionNeeded ? [] : [country]),
    ...Object.keys(regions).map((region) => `${country}-${region}`),
  ]);
}
