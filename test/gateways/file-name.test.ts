import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePart, levelEffectKey } from '../../contracts/ids.ts';
import { fileNameOf } from '../../gateways/file-name.ts';

describe('the file name of an effect key', () => {
  it('is the key with + for /', () => {
    expect(fileNameOf('invoice/acme/1001/1/level/reminder-1', '.eml')).toBe(
      'invoice+acme+1001+1+level+reminder-1.eml',
    );
  });

  it('keeps the escapes of the key, so that a slash or a percent in a number stays told apart', () => {
    expect(fileNameOf(levelEffectKey('acme', '2026/001', 1, 'notice'), '.eml')).toBe(
      'invoice+acme+2026%2F001+1+level+notice.eml',
    );
    expect(fileNameOf(levelEffectKey('acme', '100%', 1, 'notice'), '.eml')).toBe(
      'invoice+acme+100%25+1+level+notice.eml',
    );
    expect(fileNameOf(levelEffectKey('acme', '2026%2F001', 1, 'notice'), '.eml')).toMatch(
      /^invoice\+acme\+2026%252F001\+1\+level\+notice~/,
    );
  });

  it.each([
    ['capitals', 'invoice/acme/INV-1/1/level/notice', 'invoice/acme/inv-1/1/level/notice'],
    ['the capitals of an escape', 'invoice/acme/a%2Fb/1/level/notice', 'invoice/acme/a%2fb/1/level/notice'],
    ['a plus and a slash', 'case/acme+1/order', 'case/acme/1/order'],
    ['a tilde as in a hash', 'case/acme/1~0123456789abcdef/order', 'case/acme/1/order'],
    ['a percent sign escaped or not', 'case/acme/100%/order', 'case/acme/100%25/order'],
  ])('tells apart two keys that differ in %s, on any file system', (_, one, other) => {
    expect(fileNameOf(one, '.eml').toLowerCase()).not.toBe(fileNameOf(other, '.eml').toLowerCase());
  });

  it('stays readable with capitals', () => {
    expect(fileNameOf('invoice/acme/INV-1/1/level/notice', '.eml')).toMatch(
      /^invoice\+acme\+INV-1\+1\+level\+notice~[0-9a-f]{16}\.eml$/,
    );
  });

  it.each([
    [255, 'whole', false],
    [256, 'cut', true],
  ])('of %i bytes is %s', (bytes, _, isCut) => {
    const start = 'invoice/acme/';
    const key = start + '7'.repeat(bytes - start.length - '.eml'.length);
    const name = fileNameOf(key, '.eml');
    expect(name).toHaveLength(255);
    expect(name.includes('~')).toBe(isCut);
    expect(name.endsWith('.eml')).toBe(true);
  });

  it('tells apart two long keys that differ at the end only', () => {
    const long = `invoice/acme/${'7'.repeat(600)}`;
    expect(fileNameOf(`${long}/1`, '.eml')).not.toBe(fileNameOf(`${long}/2`, '.eml'));
  });

  it('never leaves the folder, hides, or holds what a file system refuses', () => {
    const character = fc
      .integer({ min: 0, max: 0x10ffff })
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code));
    const part = fc.string({ unit: character, minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(part, part, (creditor, number) => {
        const key = levelEffectKey(creditor, number, 1, 'notice');
        expect(fileNameOf(key, '.html')).toMatch(/^invoice\+[A-Za-z0-9._+%~-]{1,247}$/);
      }),
    );
  });

  it('is another one for every other key, even where capitals do not count', () => {
    const text = fc.string({ unit: fc.constantFrom(...'aAzZ09.-_/%+~ é'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        fc.pre(one !== other);
        expect(fileNameOf(`case/${one}`, '.json').toLowerCase()).not.toBe(
          fileNameOf(`case/${other}`, '.json').toLowerCase(),
        );
        expect(fileNameOf(`case/${encodePart(one)}`, '.json').toLowerCase()).not.toBe(
          fileNameOf(`case/${encodePart(other)}`, '.json').toLowerCase(),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
