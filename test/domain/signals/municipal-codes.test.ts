import { describe, expect, it } from 'vitest';
import { FeedbackKind } from '../../../domain/signals/feedback.ts';
import { MUNICIPAL_CODES, MunicipalCode, municipalCodeOf } from '../../../domain/signals/municipal-codes.ts';

const codes = Object.values(MunicipalCode);

describe('a code of a municipality', () => {
  it.each(codes)('%s is read however it is written', (code) => {
    for (const text of [code, code.toLowerCase(), code.replaceAll('_', ' '), ` ${code} `]) {
      expect(municipalCodeOf(text)).toBe(code);
    }
  });

  it('is read from every value of the Gemeentelijk Gegevensmodel, each of which means one code', () => {
    const texts = codes.flatMap((code) => MUNICIPAL_CODES[code].ggm.map((text) => [text, code] as const));
    expect(new Set(texts.map(([text]) => text.toLowerCase().replace(/\W/g, ''))).size).toBe(texts.length);
    for (const [text, code] of texts) expect(municipalCodeOf(text)).toBe(code);
  });

  it.each([
    ['Woont niet in gemeente', MunicipalCode.NOT_IN_MUNICIPALITY, FeedbackKind.WRONG_ADDRESS],
    ['Overleden', MunicipalCode.DECEASED, FeedbackKind.DECEASED],
    [
      'Inwoner al bekend bij schuldhulpverlening',
      MunicipalCode.KNOWN_TO_DEBT_HELP,
      FeedbackKind.HELP_ACCEPTED,
    ],
    ['Verwijzing financieel', MunicipalCode.REFERRED_FINANCIAL, FeedbackKind.HELP_ACCEPTED],
    ['Verwijzing niet-financieel', MunicipalCode.REFERRED_NOT_FINANCIAL, FeedbackKind.STATUS],
    ['Onterecht signaal', MunicipalCode.UNJUSTIFIED, FeedbackKind.STATUS],
    [
      'Inwoner heeft zelf betaald/betalingsregeling getroffen na oppakken melding',
      MunicipalCode.PAID_AFTER_TAKEN_UP,
      FeedbackKind.PAID,
    ],
  ])('%s is %s and means %s', (text, code, kind) => {
    expect(municipalCodeOf(text)).toBe(code);
    expect(MUNICIPAL_CODES[code].kind).toBe(kind);
  });

  it.each(['', 'Onbekend', 'constructor'])('%j is none', (text) =>
    expect(municipalCodeOf(text)).toBeUndefined(),
  );

  it('every kind of word has a code of its own', () => {
    const kinds = new Set(codes.map((code) => MUNICIPAL_CODES[code].kind));
    expect([...kinds].sort()).toEqual(Object.values(FeedbackKind).sort());
  });
});
