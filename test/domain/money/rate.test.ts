import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRate, interestOf, parseRate, partOf } from '../../../domain/money/rate.ts';

const rate = (text: string) => {
  const parsed = parseRate(text);
  return parsed.ok ? parsed.rate : parsed.reason;
};

describe('a percentage', () => {
  it.each([
    ['10.15', 101_500, '10.15 %'],
    ['8', 80_000, '8.00 %'],
    ['0', 0, '0.00 %'],
    ['0.5', 5_000, '0.50 %'],
    ['0.0001', 1, '0.0001 %'],
    ['4.125', 41_250, '4.125 %'],
    ['999.9999', 9_999_999, '999.9999 %'],
  ])('%s is %i millionths, written %s', (text, expected, written) => {
    expect(rate(text)).toBe(expected);
    expect(formatRate(expected)).toBe(written);
  });

  it.each([
    ['-1', /must not be negative/],
    ['8 %', /has a percent sign/],
    ['8,15', /has a decimal comma/],
    ['8.12345', /has more than four decimals/],
    ['1000', /is no percentage from 0 to 999/],
    ['', /is no percentage/],
    ['8.', /is no percentage/],
    ['٣', /is no percentage/],
  ])('%j is refused in words', (text, reason) => {
    expect(rate(text)).toMatch(reason);
    expect(rate(text)).toMatch(/such as 8.15/);
  });

  it('read again is what was written', () => {
    fc.assert(
      fc.property(fc.nat(9_999_999), (one) => {
        expect(rate(formatRate(one).replace(' %', ''))).toBe(one);
      }),
    );
  });
});

describe('a part', () => {
  it.each([
    [49, 10_000, 0],
    [50, 10_000, 1],
    [51, 10_000, 1],
    [9_007_199_254_740_991, 1_000_000, 9_007_199_254_740_991],
  ])('of %i at %i millionths is %i: a half goes up, and nothing is lost', (amount, of, expected) => {
    expect(partOf(amount, of)).toBe(expected);
  });

  it('of a year is that of the days', () => {
    expect([interestOf(36_500, 10_000, 4), interestOf(36_500, 10_000, 5)]).toEqual([4, 5]);
    expect(interestOf(100_000_000_000, 125_000, 365)).toBe(12_500_000_000);
  });
});
