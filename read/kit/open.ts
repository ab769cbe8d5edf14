/** What a row says is open, by its parts in minor units. */
interface OpenParts {
  readonly openPrincipal: number;
  readonly openFees: number;
  readonly openInterest: number;
  readonly openCosts: number;
}

/** Open altogether, on an invoice or a case. */
export function openOf({ openPrincipal, openFees, openInterest, openCosts }: OpenParts): number {
  return openPrincipal + openFees + openInterest + openCosts;
}
