import { type Day, parseDay } from '../../domain/kernel/day.ts';
import { AmountSign, decimalsOf, parseAmount } from '../../domain/kernel/money.ts';
import { all, type Element, first, textAt } from './element.ts';

/** An amount as the bank wrote it, or why it is none. */
export type BankAmount = { readonly minor: number; readonly currency: string } | { readonly reason: string };

/**
 * An amount element in minor units, without its sign. Decimals in XML always have a point, so zeros beyond what the
 * currency has say nothing and are dropped; anything else there is refused.
 */
export function readAmount(element: Element | undefined): BankAmount {
  if (element === undefined) return { reason: 'is missing' };
  const { currency = '' } = element;
  if (!/^[A-Z]{3}$/.test(currency)) return { reason: 'has no currency' };
  const written = element.text.trim();
  const [, whole = '', fraction = ''] = /^\+?(\d*)(?:\.(\d*))?$/.exec(written) ?? [];
  const decimals = decimalsOf(currency);
  const cents = fraction.slice(0, decimals) + fraction.slice(decimals).replace(/0+$/, '');
  const plain = whole + fraction === '' ? written : `${whole || '0'}${cents === '' ? '' : `.${cents}`}`;
  const amount = parseAmount(plain, currency, AmountSign.notNegative);
  return amount.ok ? { minor: amount.minor, currency } : { reason: amount.reason };
}

/** Which way an amount goes: onto the account or off it; undefined when the bank does not say. */
export function readSign(element: Element | undefined): 1 | -1 | undefined {
  switch (textAt(element, 'CdtDbtInd')) {
    case 'CRDT':
      return 1;
    case 'DBIT':
      return -1;
    default:
      return undefined;
  }
}

/** The local day of a date or date with time, as the bank wrote it. */
export function readDay(element: Element | undefined): Day | undefined {
  return dayOf(textAt(element, 'Dt') ?? textAt(element, 'DtTm'));
}

/** The day of a date, whether or not a time follows it. */
export function dayOf(written: string | undefined): Day | undefined {
  return written === undefined ? undefined : parseDay(written.slice(0, 10));
}

/** A balance with its sign, in minor units. */
export interface Balance {
  readonly code: string;
  readonly amount: number;
  readonly currency: string;
  readonly on: Day | undefined;
}

/** A balance; undefined for one that cannot be read, which then counts as not told. */
export function readBalance(element: Element): Balance | undefined {
  const amount = readAmount(first(element, 'Amt'));
  const sign = readSign(element);
  const code = textAt(element, 'Tp', 'CdOrPrtry', 'Cd');
  if ('reason' in amount || sign === undefined || code === undefined) return undefined;
  // Without minus zero.
  const signed = amount.minor === 0 ? 0 : sign * amount.minor;
  return { code, amount: signed, currency: amount.currency, on: readDay(first(element, 'Dt')) };
}

/** All texts at a path, joined by a space. */
export function joined(element: Element | undefined, ...path: readonly string[]): string | undefined {
  const texts = all(element, ...path).map((one) => one.text.replace(/[\s\p{Cc}]+/gu, ' ').trim());
  const text = texts.filter((one) => one !== '').join(' ');
  return text === '' ? undefined : text;
}
