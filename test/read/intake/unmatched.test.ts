import { expect, it } from 'vitest';
import { minorOf } from '../../../read/intake/unmatched.ts';
import { WrongQuery } from '../../../read/kit/wrong-query.ts';

it.each([
  ['0.01', 1],
  ['50.00', 5_000],
])('an amount is read in the currency of its creditor: %s', (typed, minor) => {
  expect(minorOf(typed, 'EUR')).toBe(minor);
});

it.each(['0.00', '50.001'])('one that cannot wait is refused with what is wrong about it: %s', (typed) => {
  expect(() => minorOf(typed, 'EUR')).toThrow(WrongQuery);
  expect(() => minorOf(typed, 'EUR')).toThrow(`The amount ${typed} `);
});
