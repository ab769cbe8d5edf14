import { expect, it } from 'vitest';
import { WrongQuery } from '../../../read/kit/wrong-query.ts';
import { refuseOtherFilters } from '../../../read/signals/lists.ts';

it('a filter that a list cannot follow is refused, in the words of whoever asks', () => {
  const refusal = (() => {
    try {
      return refuseOtherFilters({ state: 'sent' }, 'debt-assistance');
    } catch (error) {
      return error as WrongQuery;
    }
  })();
  expect(refusal).toBeInstanceOf(WrongQuery);
  expect(refusal).toMatchObject({ field: 'state', value: 'sent' });
  expect(refusal?.message).toBe('The list debt-assistance cannot be restricted by state; leave it out.');
  expect(refusal?.says((field) => `--${field}`)).toBe(
    'The list debt-assistance cannot be restricted by --state; leave it out.',
  );
});

it.each([
  [{ customer: 'C-1' }, 'debt-assistance'],
  [{ customer: 'C-1', state: 'sent' }, 'crisis-performed'],
  [{}, undefined],
] as const)('a filter that it can follow passes: %j of %s', (query, list) => {
  expect(refuseOtherFilters(query, list)).toBeUndefined();
});
