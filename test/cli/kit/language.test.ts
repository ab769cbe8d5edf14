import { expect, it } from 'vitest';
import { operatorLanguage } from '../../../cli/kit/language.ts';

it.each([
  [{}, 'en'],
  [{ LANG: 'de_DE.UTF-8' }, 'de'],
  [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'nl_NL' }, 'nl'],
  [{ LANG: 'de_DE.UTF-8', LC_MESSAGES: 'nl_NL', LC_ALL: 'fr' }, 'fr'],
  [{ LC_ALL: '', LANG: 'sv_SE' }, 'sv'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{ LC_ALL: 'POSIX', LANG: 'de_DE' }, 'en'],
  [{ LANG: 'nn_NO' }, 'nb'],
  [{ LANG: 'no' }, 'nb'],
])('the operator of %o reads %s', (env, language) => {
  expect(operatorLanguage(env)).toBe(language);
});
