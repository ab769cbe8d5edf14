import { describe, expect, it } from 'vitest';
import { readSentence } from '../../../domain/letters/sentence.ts';

describe('a sentence', () => {
  it('is words, values and clauses, in their order', () => {
    expect(readSentence('Pay {{total}} by {{ payBy }}. {{> settled}}')).toEqual({
      ok: true,
      pieces: [
        { kind: 'words', words: 'Pay ' },
        { kind: 'value', name: 'total' },
        { kind: 'words', words: ' by ' },
        { kind: 'value', name: 'payBy' },
        { kind: 'words', words: '. ' },
        { kind: 'clause', name: 'settled' },
      ],
    });
  });

  it('keeps single braces and all other signs as they are', () => {
    const words = 'a { b } < & > \\ {c}';
    expect(readSentence(words)).toEqual({ ok: true, pieces: [{ kind: 'words', words }] });
    expect(readSentence('')).toEqual({ ok: true, pieces: [] });
  });

  it.each([
    ['{{}}', 'names nothing'],
    ['{{ }}', 'names nothing'],
    ['{{#if total}}', 'names nothing'],
    ['{{total | upper}}', 'names nothing'],
    ['{{invoice.number}}', 'names nothing'],
    ['{{> pay now}}', 'names nothing'],
    ['{{total', 'do not belong together'],
    ['total}}', 'do not belong together'],
    ['{{{total}}}', 'do not belong together'],
    ['{{to{{tal}}', 'do not belong together'],
  ])('is refused as %s', (source, reason) => {
    const read = readSentence(source);
    expect(read.ok ? 'taken' : read.reason).toContain(reason);
  });
});
