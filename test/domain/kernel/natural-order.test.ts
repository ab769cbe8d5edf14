import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inNaturalOrder } from '../../../domain/kernel/natural-order.ts';

it('numbers are compared as numbers, of whatever length, and what goes on comes after', () => {
  const shuffled = [
    'bank-10',
    'bank-9',
    'bank',
    'bank-9b',
    'bank-09',
    'a2/10',
    'a2/9',
    `n${'9'.repeat(30)}`,
    `n1${'0'.repeat(30)}`,
  ];
  expect(shuffled.sort(inNaturalOrder)).toEqual([
    'a2/9',
    'a2/10',
    'bank',
    'bank-9',
    'bank-9b',
    'bank-09',
    'bank-10',
    `n${'9'.repeat(30)}`,
    `n1${'0'.repeat(30)}`,
  ]);
});

it('any ids have one order, whichever came first', () => {
  const id = fc.string({ unit: fc.constantFrom('a', '-', '0', '1', '9'), maxLength: 6 });
  fc.assert(
    fc.property(id, id, id, (a, b, c) => {
      expect(Math.sign(inNaturalOrder(a, b))).toBe(0 - Math.sign(inNaturalOrder(b, a)));
      expect(inNaturalOrder(a, b) === 0).toBe(a === b);
      if (inNaturalOrder(a, b) < 0 && inNaturalOrder(b, c) < 0) expect(inNaturalOrder(a, c)).toBeLessThan(0);
    }),
    { numRuns: 2_000 },
  );
});
