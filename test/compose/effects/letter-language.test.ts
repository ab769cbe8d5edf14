import { expect, it } from 'vitest';
import { letterLanguage } from '../../../compose/effects/level-content.ts';

it.each([
  ['sv', 'sv'],
  ['de-CH', 'de'],
  ['no', 'nb'],
  ['nn-NO', 'nb'],
  ['pl', 'nl'],
  [null, 'nl'],
])('a customer of a Dutch creditor who asked for %s is written to in %s', (wanted, language) => {
  expect(letterLanguage({ language: wanted }, { language: 'nl' })).toBe(language);
});
