import { nearest } from './nearest.ts';

const known: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** True for the currency codes of ISO 4217 in use: three capital letters such as `EUR`. */
export function isCurrency(code: string): boolean {
  return known.has(code);
}

/** Why a currency code is refused and what would be right; undefined when it is sound. */
export function currencyProblem(code: string): string | undefined {
  if (isCurrency(code)) return undefined;
  const upper = code.toUpperCase();
  const guess = isCurrency(upper) ? upper : nearest(code, known);
  const hint = guess === undefined ? '' : `; did you mean ${guess}?`;
  return `is no currency; write a code of ISO 4217 such as EUR${hint}`;
}
