import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AmountSign, decimalsOf, formatAmount, parseAmount } from '../../../domain/kernel/money.ts';

const minor = (text: string, currency = 'EUR', sign?: AmountSign) => {
  const amount = parseAmount(text, currency, sign);
  return amount.ok ? amount.minor : amount.reason;
};

describe('parseAmount', () => {
  it.each([
    ['125.00', 'EUR', 12_500],
    ['125.5', 'EUR', 12_550],
    ['125', 'EUR', 12_500],
    ['0.01', 'EUR', 1],
    ['0', 'EUR', 0],
    ['007.50', 'EUR', 750],
    ['-1.25', 'EUR', -125],
    ['125', 'JPY', 125],
    ['1.234', 'KWD', 1234],
    ['1.2', 'KWD', 1200],
  ])('reads %s %s as %i minor units', (text, currency, expected) => {
    expect(minor(text, currency)).toBe(expected);
  });

  it.each([
    ['', 'is empty; write an amount like 12345.00'],
    ['12.345', 'has too many decimals; EUR has 2'],
    ['12.500', 'has too many decimals; EUR has 2'],
    ['1e3', 'has an exponent; write an amount like 12345.00'],
    ['1,234.56', 'has a thousands separator or a decimal comma; write an amount like 12345.00'],
    ['1 234.56', 'has a thousands separator or a decimal comma; write an amount like 12345.00'],
    ['12,50', 'has a decimal comma; write an amount like 12345.00'],
    ['+5.00', 'has a plus sign; write an amount like 12345.00'],
    ['.50', 'needs digits on both sides of the decimal point; write an amount like 12345.00'],
    ['5.', 'needs digits on both sides of the decimal point; write an amount like 12345.00'],
    ['€ 5', 'is no amount; write an amount like 12345.00'],
    ['٣', 'is no amount; write an amount like 12345.00'],
    [' 5', 'is no amount; write an amount like 12345.00'],
    ['NaN', 'is no amount; write an amount like 12345.00'],
  ])('refuses %j and says why', (text, reason) => {
    expect(minor(text)).toBe(reason);
  });

  it('refuses decimals of a currency that has none', () => {
    expect(minor('100.00', 'JPY')).toBe('has decimals, but JPY has none');
  });

  it('takes zero for the same amount with or without minus', () => {
    expect(Object.is(minor('-0.00'), 0)).toBe(true);
  });

  it.each([
    ['-0.01', 'must not be negative', 'must not be negative'],
    ['0.00', 0, 'must be more than zero'],
    ['0.01', 1, 1],
  ])('holds %s to the sign that is asked for', (text, notNegative, positive) => {
    expect(minor(text, 'EUR', AmountSign.notNegative)).toBe(notNegative);
    expect(minor(text, 'EUR', AmountSign.positive)).toBe(positive);
  });

  it.each([
    ['90071992547409.90', 9_007_199_254_740_990],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
    ['90071992547409.92', 'is too large; the largest amount is 90071992547409.91'],
    ['-90071992547409.92', 'is too large; the largest amount is 90071992547409.91'],
    ['9'.repeat(400), 'is too large; the largest amount is 90071992547409.91'],
  ])('reads up to the largest integer that is exact: %s', (text, expected) => {
    expect(minor(text)).toBe(expected);
  });
});

describe('formatAmount', () => {
  it.each([
    [12_500, 'EUR', '125.00'],
    [5, 'EUR', '0.05'],
    [-5, 'EUR', '-0.05'],
    [0, 'EUR', '0.00'],
    [125, 'JPY', '125'],
    [0, 'JPY', '0'],
    [1, 'KWD', '0.001'],
  ])('writes %i of %s as %s', (amount, currency, text) => {
    expect(formatAmount(amount, currency)).toBe(text);
  });

  it.each([0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])(
    'throws for %d, which is no sum of money',
    (amount) => {
      expect(() => formatAmount(amount, 'EUR')).toThrow(RangeError);
    },
  );

  it('is read back as the same amount in every currency', () => {
    const currency = fc.constantFrom('EUR', 'JPY', 'KWD', 'CLF', 'toString');
    fc.assert(
      fc.property(fc.maxSafeInteger(), currency, (amount, unit) => {
        expect(minor(formatAmount(amount, unit), unit)).toBe(amount);
      }),
    );
  });
});

it('counts decimals as ISO 4217 does', () => {
  const decimals = ['EUR', 'JPY', 'KWD', 'HUF', 'IDR', 'constructor'].map(decimalsOf);
  expect(decimals).toEqual([2, 0, 3, 2, 2, 2]);
});
