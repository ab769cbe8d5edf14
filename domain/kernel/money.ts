/** Currencies of ISO 4217 whose smallest unit is not a hundredth. */
const DECIMALS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** Which signs an amount may have where it is read. */
export const AmountSign = { any: 'any', notNegative: 'notNegative', positive: 'positive' } as const;
export type AmountSign = (typeof AmountSign)[keyof typeof AmountSign];

/** An amount read in minor units, or why it was refused and what would be right. */
export type ParsedAmount =
  | { readonly ok: true; readonly minor: number }
  | { readonly ok: false; readonly reason: string };

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;
const MAX_DIGITS = String(Number.MAX_SAFE_INTEGER).length;

/** The number of decimals a currency is written with: 2 unless ISO 4217 says otherwise. */
export function decimalsOf(currency: string): number {
  return Object.hasOwn(DECIMALS, currency) ? (DECIMALS[currency] ?? 2) : 2;
}

/**
 * Reads a decimal such as `125.00` as minor units of the currency, without ever rounding.
 *
 * Fewer decimals than the currency has are filled with zeros; more are refused, even when they are zeros,
 * because `12.500` may well have meant twelve thousand five hundred.
 */
export function parseAmount(text: string, currency: string, sign: AmountSign = AmountSign.any): ParsedAmount {
  const match = DECIMAL.exec(text);
  if (match === null) return refuse(whyNoDecimal(text, currency));
  const [, minus = '', whole = '', fraction = ''] = match;
  const decimals = decimalsOf(currency);
  if (fraction.length > decimals) return refuse(tooManyDecimals(currency, decimals));
  const digits = (whole + fraction.padEnd(decimals, '0')).replace(/^0+(?=\d)/, '');
  if (digits.length > MAX_DIGITS || !Number.isSafeInteger(Number(digits))) {
    return refuse(`is too large; the largest amount is ${formatAmount(Number.MAX_SAFE_INTEGER, currency)}`);
  }
  const size = Number(digits);
  const minor = minus === '' || size === 0 ? size : -size;
  if (sign !== AmountSign.any && minus !== '') return refuse('must not be negative');
  if (sign === AmountSign.positive && minor === 0) return refuse('must be more than zero');
  return { ok: true, minor };
}

/**
 * Writes minor units as a decimal with all the currency's decimals: `125.00`, `-0.05`, `125` in yen.
 *
 * @throws RangeError when the amount is no safe integer: money was then lost earlier.
 */
export function formatAmount(minor: number, currency: string): string {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${minor} is no amount in minor units`);
  const decimals = decimalsOf(currency);
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  const minus = minor < 0 ? '-' : '';
  if (decimals === 0) return minus + digits;
  return `${minus}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** An amount with its currency, for sentences. */
export function money(minor: number, currency: string): string {
  return `${formatAmount(minor, currency)} ${currency}`;
}

function refuse(reason: string): ParsedAmount {
  return { ok: false, reason };
}

function tooManyDecimals(currency: string, decimals: number): string {
  if (decimals === 0) return `has decimals, but ${currency} has none`;
  return `has too many decimals; ${currency} has ${decimals}`;
}

/** Names the mistake where it is a common one, and always an amount that would be right. */
function whyNoDecimal(text: string, currency: string): string {
  const right = `write an amount like ${formatAmount(12_345 * 10 ** decimalsOf(currency), currency)}`;
  if (text === '') return `is empty; ${right}`;
  if (/^[+-]?[\d.]+e[+-]?\d+$/i.test(text)) return `has an exponent; ${right}`;
  if (/^-?\d{1,3}([ ',.’\u00a0\u202f]\d{3})+([.,]\d+)?$/.test(text)) {
    return `has a thousands separator or a decimal comma; ${right}`;
  }
  if (/^-?\d+,\d+$/.test(text)) return `has a decimal comma; ${right}`;
  if (/^\+/.test(text)) return `has a plus sign; ${right}`;
  if (/^-?\.\d+$|^-?\d+\.$/.test(text)) return `needs digits on both sides of the decimal point; ${right}`;
  return `is no amount; ${right}`;
}
