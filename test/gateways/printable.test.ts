import { describe, expect, it } from 'vitest';
import { renderLevel } from '../../gateways/letters/render.ts';
import { clipped, oneLine, quoted } from '../../gateways/printable.ts';
import { reminder } from './contents.ts';

describe('a text from outside', () => {
  it.each([
    ['a\r\nb', 'a b'],
    ['a\u2028b\u2029c\u0085d', 'a b c d'],
    ['\ta\0 b\u007f', 'a b'],
    ['\u202ea\u2066b', 'ab'],
    ['Zo\ud83d', 'Zo\ufffd'],
    ['👩‍👩‍👧 Zoë', '👩‍👩‍👧 Zoë'],
  ])('%j becomes one line: %j', (text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  it.each([
    ['שרה', '\u2068שרה\u2069'],
    ['مريم', '\u2068مريم\u2069'],
    ['Zoë Ωmega Жук 李', 'Zoë Ωmega Жук 李'],
  ])('%j is isolated in a sentence only when it is written right to left', (text, inside) => {
    expect(quoted(text)).toBe(inside);
  });

  it.each([
    ['👍👍', '👍👍'],
    ['👍👍👍', '👍👍👍'],
    ['👍👍👍👍', '👍👍…'],
  ])('%j is cut between characters: %j', (text, cut) => {
    expect(clipped(text, 3)).toBe(cut);
  });

  it('cannot add a line to a letter', () => {
    const invoice = { ...reminder().invoice, number: '1\nTotaal te betalen: € 0,00' };
    const creditor = { id: 'acme', name: 'Acme\n\nTotaal te betalen: € 0,00', country: 'NL' };
    const { text } = renderLevel(reminder({ invoice, creditor }));
    expect(text.match(/^Totaal te betalen/gm)).toHaveLength(1);
  });
});
