import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LevelContent } from '../../contracts/effects.ts';
import { parseDay } from '../../domain/kernel/day.ts';
import { amountIn, dateIn } from '../../gateways/letters/formats.ts';
import { renderLevel } from '../../gateways/letters/render.ts';
import { writeSentence } from '../../gateways/letters/words.ts';
import { LANGUAGES } from '../../templates/languages.ts';
import { notice, reminder } from './contents.ts';

const VARIANTS = LANGUAGES.flatMap((language) =>
  ([reminder, notice] as const).flatMap((level) =>
    [false, true].map((final) => {
      const content = level({ language });
      return [
        language,
        content.level.kind,
        final ? 'final' : 'not final',
        withFinal(content, final),
      ] as const;
    }),
  ),
);

describe.each(VARIANTS)('in %s the %s (%s)', (language, kind, _, content) => {
  const { subject, text, html } = renderLevel(content);
  const all = [text, html];

  it('names invoice, reference, open total and dates in every form', () => {
    expect(subject).toContain('2026/001');
    for (const form of all) {
      expect(form).toContain('2026/001');
      expect(form).toContain('RF18 5390 0754 7034');
      expect(form).toContain(amountIn(language, content.open.total, 'EUR'));
      expect(form).toContain(dateIn(language, content.invoice.dueOn!));
      expect(form).toContain('Acme B.V.');
    }
  });

  it('lists every open component in every form', () => {
    const { principal, fees, interest, costs } = content.open;
    for (const form of all) {
      for (const minor of [principal, fees, interest, costs]) {
        expect(form).toContain(amountIn(language, minor, 'EUR'));
      }
    }
  });

  it('leaves no placeholder and no undefined behind', () => {
    for (const form of [subject, ...all]) expect(form).not.toMatch(/\{\{|\}\}|undefined|null|\[object/);
  });

  it('is marked with its language', () => {
    expect(html).toContain(`<html lang="${language}">`);
  });

  it('names a deadline in its sentences and in the table when it is a notice, and only then', () => {
    const deadline = dateIn(language, parseDay('2026-03-16')!);
    for (const form of all) expect(form.split(deadline).length - 1).toBe(kind === 'notice' ? 3 : 0);
  });
});

it('reminder, final reminder, notice and final notice differ in every language', () => {
  const texts = new Set(VARIANTS.map(([, , , content]) => renderLevel(content).text));
  const subjects = new Set(
    VARIANTS.map(([language, , , content]) => `${language}: ${renderLevel(content).subject}`),
  );
  expect([texts.size, subjects.size]).toEqual([VARIANTS.length, VARIANTS.length]);
});

describe('amounts and dates', () => {
  const plain = (text: string) => text.replace(/\s/g, ' ');

  it.each([
    ['nl', '€ 1.234,50', '1 maart 2026'],
    ['en', '€1,234.50', '1 March 2026'],
    ['de', '1.234,50 €', '1. März 2026'],
    ['sv', '1 234,50 €', '1 mars 2026'],
    ['nb', '1 234,50 €', '1. mars 2026'],
    ['da', '1.234,50 €', '1. marts 2026'],
    ['fi', '1 234,50 €', '1. maaliskuuta 2026'],
    ['fr', '1 234,50 €', '1er mars 2026'],
  ] as const)('are written as in %s: %s, %s', (language, amount, date) => {
    expect(plain(amountIn(language, 123_450, 'EUR'))).toBe(amount);
    expect(dateIn(language, parseDay('2026-03-01')!)).toBe(date);
  });

  it.each([
    ['JPY', 1234, '1.234'],
    ['ISK', 1234, '1.234'],
    ['KWD', 1234, '1,234'],
    ['EUR', 1, '0,01'],
    ['EUR', 100, '1,00'],
    ['EUR', Number.MAX_SAFE_INTEGER, '90.071.992.547.409,91'],
  ])('have the decimals of the currency: %s %i', (currency, minor, digits) => {
    expect(amountIn('nl', minor, currency).replace(/[^\d.,]/g, '')).toBe(digits);
  });

  it('lose no digit in any language or currency', () => {
    const amounts = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    const currencies = fc.constantFrom('EUR', 'SEK', 'NOK', 'DKK', 'CHF', 'GBP', 'USD', 'JPY', 'KWD');
    fc.assert(
      fc.property(fc.constantFrom(...LANGUAGES), amounts, currencies, (language, minor, currency) => {
        expect(Number(amountIn(language, minor, currency).replace(/\D/g, ''))).toBe(minor);
      }),
    );
  });

  it('in yen have no decimals on a whole letter', () => {
    const open = { principal: 12_345, fees: 0, interest: 0, costs: 0, total: 12_345 };
    const content = reminder({ language: 'en', open, invoice: { ...reminder().invoice, currency: 'JPY' } });
    expect(renderLevel(content).text).toContain('¥12,345\n');
  });
});

describe('a letter is refused', () => {
  const variables = { creditor: 'Acme', number: '1', reference: '1', total: '€1.00' };
  it.each([
    ['a variable that does not exist', '{{totla}}', /totla/],
    ['a deadline on a reminder', '{{payBy}}', /payBy/],
    ['what every object has', '{{constructor}}', /constructor/],
    ['a helper', '{{money total}}', /names nothing/],
    ['a block', '{{#if total}}x{{/if}}', /names nothing/],
    ['a clause that does not exist', '{{> pay}}', /no clause pay/],
    ['braces that do not close', '{{total', /do not belong together/],
  ])('for %s in its words', (_, sentence, reason) => {
    expect(() => writeSentence(sentence, variables)).toThrow(reason);
  });
});

function withFinal(content: LevelContent, final: boolean): LevelContent {
  return { ...content, level: { ...content.level, final } };
}
