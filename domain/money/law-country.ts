/** The country whose law holds for a creditor: states and cantons (`DE-BY`) have no money laws of their own. */
export function lawCountry(country: string): string {
  return country.slice(0, 2);
}
