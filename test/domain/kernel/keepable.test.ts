import { describe, expect, it } from 'vitest';
import { keepable, unkept, whyNotKept } from '../../../domain/kernel/keepable.ts';

const HALF = '\ud83d';

describe('A text', () => {
  it.each(['', 'Ada', 'tab\tand\nbreak', '\u0001', '\ufffd', '👍🏽'])('%j can be kept', (text) => {
    expect(whyNotKept(text)).toBeUndefined();
    expect(keepable(text)).toBe(text);
  });

  it('with NUL cannot, nor one with half a character, wherever it stands', () => {
    for (const text of ['\0', 'a\0b', 'b\0']) expect(whyNotKept(text)).toMatch(/character NUL.*take it out/);
    for (const text of [HALF, `a${HALF}b`, '\udc4d', `\udc4d${HALF}`]) {
      expect(whyNotKept(text)).toMatch(/half a character/);
    }
  });

  it('that nobody may refuse is kept with a mark in place of it', () => {
    expect(keepable(`a\0b\0${HALF}`)).toBe('a\ufffdb\ufffd\ufffd');
  });
});

describe('What JSON says', () => {
  it('is looked through for texts and names that cannot be kept', () => {
    expect(unkept({ a: ['b', 1, null, { c: 'd' }], e: true })).toBeUndefined();
    expect(unkept({ a: ['b', { c: 'd\0' }] })).toMatchObject({ path: ['a', 1, 'c'] });
    expect(unkept({ a: { [`b${HALF}`]: 1 } })).toMatchObject({
      path: ['a'],
      reason: expect.stringMatching(/a field whose name has half a character/),
    });
    expect(unkept('\0')).toMatchObject({ path: [] });
  });
});
