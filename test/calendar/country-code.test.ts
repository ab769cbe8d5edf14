import { describe, expect, it } from 'vitest';
import { countryProblem, isSupportedCountry } from '../../calendar/country-code.ts';
import { holidayTable } from '../../calendar/holidays.ts';
import { supportedCountries } from './supported-countries.ts';

describe('a country code', () => {
  it.each(['NL', 'SE', 'NO', 'DK', 'FI', 'AT', 'AT-9', 'BE', 'BE-VLG', 'DE-BY', 'DE-BY-KATH', 'CH-ZH'])(
    '%s is supported',
    (code) => {
      expect(isSupportedCountry(code)).toBe(true);
      expect(countryProblem(code)).toBeUndefined();
    },
  );

  it.each([
    ['DE', 'country DE needs its state, e.g. DE-BY'],
    ['CH', 'country CH needs its canton, e.g. CH-ZH'],
    ['NL-NH', 'country NL takes no region; write NL'],
    ['nl', 'country nl is written NL'],
    ['de-by', 'country de-by is written DE-BY'],
  ])('%s is refused: %s', (code, problem) => {
    expect(isSupportedCountry(code)).toBe(false);
    expect(countryProblem(code)).toBe(problem);
  });

  it('of an unknown state is refused with the states there are', () => {
    expect(countryProblem('DE-XX')).toMatch(/^country DE has no state XX; these are: DE-BB, DE-BE, /);
    expect(countryProblem('DE-')).toMatch(/^country DE has no state ;/);
    expect(countryProblem('AT-10')).toMatch(/AT-9$/);
  });

  it.each(['FR', '', 'Netherlands', 'toString', '__proto__'])(
    '%j is refused with the countries there are',
    (code) => {
      expect(countryProblem(code)).toBe(
        `country ${code} is not supported; these are: NL, SE, NO, DK, FI, DE by state (DE-BY), CH by canton (CH-ZH), AT, BE`,
      );
    },
  );

  it('names 16 German states, 26 cantons, 9 Austrian states', () => {
    const of = (pattern: RegExp) => supportedCountries().filter((code) => pattern.test(code)).length;
    expect([of(/^DE-..$/), of(/^CH-..$/), of(/^AT-.$/)]).toEqual([16, 26, 9]);
  });

  it('has a holiday list when it is supported, and none when not', () => {
    // Six is below the least of them: Appenzell Outer Rhodes has seven where St. Stephen's Day is left out.
    for (const code of supportedCountries())
      expect(holidayTable(code).ofYear(2026).size, code).toBeGreaterThan(6);
    expect(() => holidayTable('DE')).toThrow('country DE needs its state');
  }, 30_000); // all of them computed: seconds on a busy machine
});
