/** The country whose municipalities the gateways lead to; routes go by its postcodes. */
export const SERVED_COUNTRY = 'NL';

/** `1000 AA`, `1000AA`, `NL-1000 AA` and, where only the digits are known, `1000`. */
const DUTCH = /^(?:NL-?)?([1-9]\d{3})([A-Z]{2})?$/i;

interface Postcode {
  readonly digits: string;
  /** Absent when only the digits are known. */
  readonly letters: string | undefined;
}

function dutchPostcode(written: string | null): Postcode | null {
  const found = DUTCH.exec((written ?? '').replaceAll(' ', ''));
  return found?.[1] === undefined ? null : { digits: found[1], letters: found[2]?.toUpperCase() };
}

/**
 * True when the country is served by a gateway. An unknown one is the creditor's own only when the postcode has
 * its form, letters included: four digits alone are a postcode of Brussels, Oslo or Winterthur as well.
 */
export function isServed(country: string | null, postcode: string | null): boolean {
  const known = (country ?? '').replaceAll(' ', '').toUpperCase();
  if (known !== '') return known === SERVED_COUNTRY;
  return dutchPostcode(postcode)?.letters !== undefined;
}

/** The four digits by which routes go; null for what is no Dutch postcode. */
export function routeNumber(postcode: string | null): number | null {
  const found = dutchPostcode(postcode);
  return found === null ? null : Number(found.digits);
}

/** As `1000 AA`, whatever way it was written; what is no Dutch postcode stays as it is. */
export function normalPostcode(postcode: string | null): string | null {
  const found = dutchPostcode(postcode);
  if (found === null) return postcode;
  return found.letters === undefined ? found.digits : `${found.digits} ${found.letters}`;
}
