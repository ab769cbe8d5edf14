import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HOLDS_IN_ENGLISH, holdReasonInWords } from '../../domain/kernel/hold-words.ts';
import { LANGUAGES, languageFor, wordsIn } from '../../templates/languages.ts';

const FOLDER = new URL('../../templates/words/', import.meta.url);

it('every file of words is a language, and no others are', () => {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  expect(LANGUAGES.map((language) => `${language}.json`).sort()).toEqual(files.sort());
});

describe('the language of a letter', () => {
  it.each([
    ['nl', 'nl'],
    ['nl-BE', 'nl'],
    ['de_CH', 'de'],
    ['EN', 'en'],
    ['no', 'nb'],
    ['nn-NO', 'nb'],
    ['pl', 'en'],
    ['', 'en'],
    ['__proto__', 'en'],
  ])('for %j is %s', (code, language) => {
    expect(languageFor(code)).toBe(language);
  });
});

describe.each(LANGUAGES)('in %s', (language) => {
  it('no word is empty', () => {
    for (const [path, word] of wordsOf(wordsIn(language))) expect(word.trim(), path).not.toBe('');
  });

  it('each text has a paragraph', () => {
    const { letter, signals } = wordsIn(language);
    const texts = Object.values(letter.texts).flatMap(({ before, after }) => [
      before.one,
      before.several,
      after,
    ]);
    for (const text of [...texts, signals.offer]) expect(text.length).toBeGreaterThan(0);
  });
});

function wordsOf(section: object, path = ''): [string, string][] {
  return Object.entries(section).flatMap(([name, word]): [string, string][] =>
    typeof word === 'string' ? [[`${path}${name}`, word]] : wordsOf(word, `${path}${name}.`),
  );
}

it.each([
  ['en', 'Debt collection case deactivated'],
  ['de', 'Inkassoverfahren deaktiviert'],
  ['nl', 'Incassozaak gedeactiveerd'],
  ['pl', 'Debt collection case deactivated'],
])('a blocked invoice says so in %s', (language, says) => {
  const words = wordsIn(languageFor(language)).holds;
  expect(holdReasonInWords('CASE_DEACTIVATED', words)).toBe(says);
  expect(holdReasonInWords('DISPUTE', words)).toBe('DISPUTE');
});

it('the rules, which speak English, call what stops an invoice as the words in English do', () => {
  expect(wordsIn('en').holds).toEqual(HOLDS_IN_ENGLISH);
});

it.each([
  ['de', 'Inkassoverfahren läuft'],
  ['de_CH', 'Inkassoverfahren läuft'],
  ['nl', 'Incasso loopt'],
  ['pl', 'Debt collection under way'],
])('the debtor of a case reads how it stands in the language of the case: %s', (language, says) => {
  expect(wordsIn(languageFor(language)).debtorState.UNDER_WAY).toBe(says);
});
