import { describe, expect, it } from 'vitest';
import { renderLevel } from '../../gateways/letters/render.ts';
import { offerInWords } from '../../gateways/letters/signal-offer.ts';
import { LANGUAGES } from '../../templates/languages.ts';
import { notice } from './contents.ts';

const LINK = 'https://pay.example.com/opt-out/1.b.W10.c2lnbmF0dXJl';

describe.each(LANGUAGES)('in %s', (language) => {
  const plain = renderLevel(notice({ language })).text;

  it('a letter offers to pass contact data on only when it is told to', () => {
    const [first = ''] = offerInWords(language).split(/[.!?]/);
    expect(first.length).toBeGreaterThan(10);
    expect(plain).not.toContain(first);
    const content = notice({ language, signalOffer: { optOutLink: null } });
    for (const form of [renderLevel(content).text, renderLevel(content).html]) {
      expect(form).toContain(first);
      expect(form).not.toContain('https://');
    }
  });

  it('and shows the page to opt out where there is one', () => {
    const content = notice({ language, signalOffer: { optOutLink: LINK } });
    const { text, html } = renderLevel(content);
    expect(text).toContain(LINK);
    expect(html).toContain(LINK);
    // All that a letter without an offer says stays as it was.
    for (const line of plain.split('\n')) expect(text).toContain(line);
  });
});

it('the offer is in another language in each of them', () => {
  expect(new Set(LANGUAGES.map(offerInWords)).size).toBe(LANGUAGES.length);
});
