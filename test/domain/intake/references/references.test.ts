import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REFERENCE_RULES, ReferenceKind, satisfies } from '../../../../domain/intake/references/kinds.ts';
import { findReferences, readReference } from '../../../../domain/intake/references/references.ts';

interface Judged {
  readonly kind: ReferenceKind;
  readonly country: string | null;
  readonly text: string;
  readonly isRight: boolean;
}

const fixture = JSON.parse(readFileSync(new URL('./python-stdnum.json', import.meta.url), 'utf8')) as {
  readonly judge: string;
  readonly references: readonly Judged[];
};

const ruleOf = (kind: ReferenceKind) => {
  const rule = REFERENCE_RULES.find((candidate) => candidate.kind === kind);
  if (rule === undefined) throw new Error(kind);
  return rule;
};

describe('check digits', () => {
  it(`are right and wrong where ${fixture.judge} says so`, () => {
    expect(fixture.references.length).toBeGreaterThan(300);
    const differ = fixture.references.filter(
      ({ kind, text, isRight }) => satisfies(text, ruleOf(kind)) !== isRight,
    );
    expect(differ).toEqual([]);
  });

  // From the publishers' own specifications.
  it.each([
    ['RF', undefined, 'RF18 5390 0754 7034', ReferenceKind.RF, 'RF18539007547034'],
    [
      'Swiss QR',
      'CH-ZH',
      '21 00000 00003 13947 14300 09017',
      ReferenceKind.CH_QR,
      '210000000003139471430009017',
    ],
    ['Belgian', 'BE', '+++090/9337/55493+++', ReferenceKind.BE_OGM, '090933755493'],
    ['Dutch of 16', 'NL', '5000 0567 8901 2345', ReferenceKind.NL_BETALINGSKENMERK, '5000056789012345'],
    ['Dutch of 14', 'NL', '12 2345 3462 2567', ReferenceKind.NL_BETALINGSKENMERK, '12234534622567'],
    ['Finnish', 'FI', '1234 5 61', ReferenceKind.FI_VIITE, '1234561'],
    ['Norwegian mod 10', 'NO', '2345676', ReferenceKind.NO_KID_MOD10, '2345676'],
    ['Norwegian mod 11', 'NO', '86011117947', ReferenceKind.NO_KID_MOD11, '86011117947'],
    ['Swedish', 'SE', '1234567897', ReferenceKind.SE_OCR, '1234567897'],
    ['Danish', 'DK', '+71<000000000012345+81234567<', undefined, undefined],
  ])('of a %s reference are read as its specification shows them', (_, country, text, kind, normalized) => {
    const expected = kind === undefined ? null : { kind, normalized };
    expect(readReference(text, country)).toEqual(expected);
  });

  it('that are ten are a dash in Norway and no number', () => {
    const withDash = Array.from({ length: 200 }, (_, i) => `${1000 + i}-`).filter((text) =>
      satisfies(text, ruleOf(ReferenceKind.NO_KID_MOD11)),
    );
    expect(withDash.length).toBeGreaterThan(0);
    for (const text of withDash) {
      expect(readReference(text, 'NO')).toEqual({ kind: ReferenceKind.NO_KID_MOD11, normalized: text });
    }
  });

  it.each(REFERENCE_RULES)(
    'of $kind catch every single wrong digit but the one the rule cannot tell',
    (rule) => {
      const right = fixture.references.filter(({ kind, isRight }) => kind === rule.kind && isRight);
      const texts =
        right.length > 0
          ? right.map(({ text }) => text)
          : rule.kind === ReferenceKind.NL_BETALINGSKENMERK
            ? ['5000056789012345']
            : rule.kind === ReferenceKind.FI_VIITE
              ? ['1234561', '13']
              : ['1234567814'];
      for (const text of texts.filter((candidate) => satisfies(candidate, rule))) {
        for (let at = text.startsWith('RF') ? 4 : 0; at < text.length; at++) {
          if (!/\d/.test(text[at] ?? '')) continue;
          for (let other = 0; other < 10; other++) {
            const wrong = text.slice(0, at) + other + text.slice(at + 1);
            if (wrong === text) continue;
            // The Dutch rule writes ten as one, so a check digit of one stands for two remainders.
            if (rule.kind === ReferenceKind.NL_BETALINGSKENMERK && text[0] === '1') continue;
            // 00 and 97 are the same remainder; nothing else is.
            expect(satisfies(wrong, rule), `${text} and ${wrong}`).toBe(false);
          }
        }
      }
    },
  );
});

describe('readReference', () => {
  it('reads bare digits by the rules of the creditor’s country only', () => {
    expect(readReference('090933755493', 'BE')?.kind).toBe(ReferenceKind.BE_OGM);
    expect(readReference('090933755493', 'DE-BY')).toBeNull();
    expect(readReference('090933755493', 'AT')).toBeNull();
  });

  it('reads what nobody mistakes everywhere', () => {
    expect(readReference('***090/9337/55493***', 'NL')?.kind).toBe(ReferenceKind.BE_OGM);
    expect(readReference('210000000003139471430009017', 'NL')?.kind).toBe(ReferenceKind.CH_QR);
    expect(readReference('RF18539007547034', 'SE')?.kind).toBe(ReferenceKind.RF);
  });

  it('sees by the last digit but one whether a Swedish number says how long it is', () => {
    const ending = (body: string) =>
      [...'0123456789']
        .map((digit) => body + digit)
        .find((text) => satisfies(text, ruleOf(ReferenceKind.SE_OCR)));
    expect(readReference(ending('1234567') ?? '', 'SE')?.kind).toBe(ReferenceKind.SE_OCR);
    expect(readReference(ending('1234568') ?? '', 'SE')?.kind).toBe(ReferenceKind.SE_OCR_LENGTH);
    expect(readReference(ending('1234569') ?? '', 'SE')?.kind).toBe(ReferenceKind.SE_OCR);
    expect(readReference(ending('123456780') ?? '', 'SE')?.kind).toBe(ReferenceKind.SE_OCR_LENGTH);
  });

  it('takes a Danish slip with its card type, by itself, and not one that is cut off', () => {
    const number = fixture.references.find(
      ({ kind, isRight, text }) => kind === ReferenceKind.DK_FIK && isRight && text.length === 15,
    )?.text;
    const expected = { kind: ReferenceKind.DK_FIK, normalized: number };
    expect(readReference(`+71<${number}+81234567<`)).toEqual(expected);
    expect(readReference(`71<${number}`, 'NL')).toEqual(expected);
    expect(readReference(`${number}`, 'DK')).toEqual(expected);
    expect(readReference(`+75<${number}`)).toBeNull();
    expect(readReference(`+71<${number?.slice(1)}`)).toBeNull();
  });

  it('is the same reference with and without leading zeros where the country says so', () => {
    expect(readReference('000001234561', 'FI')).toEqual(readReference('1234561', 'FI'));
    const short = readReference('18 78583', 'CH');
    expect(short?.normalized).toBe('000000000000000000001878583');
    expect(readReference('00 00000 00000 00000 00018 78583', 'CH')).toEqual(short);
  });

  it.each(['', ' ', '0000000', '000000000000', 'RF', 'RF18', '+++', 'RF00 1', 'invoice', '１２３４５６１'])(
    'finds none in %j',
    (text) => {
      for (const country of [undefined, 'NL', 'BE', 'FI', 'SE', 'NO', 'DK', 'CH-ZH']) {
        expect(readReference(text, country)).toBeNull();
        expect(findReferences(text, country)).toEqual([]);
      }
    },
  );
});

describe('findReferences', () => {
  it('finds each reference once', () => {
    const text = 'Zahlung RF18 5390 0754 7034, Rest +++090/9337/55493+++ und RF18539007547034 danke';
    expect(
      findReferences(text, 'BE')
        .map(({ normalized }) => normalized)
        .sort(),
    ).toEqual(['090933755493', 'RF18539007547034']);
  });

  it('finds it between words and without spaces', () => {
    expect(findReferences('kenmerk:5000056789012345/factuur', 'NL')).toEqual([
      { kind: ReferenceKind.NL_BETALINGSKENMERK, normalized: '5000056789012345' },
    ]);
    expect(findReferences('betaling 5000 0567 8901 2345 maart', 'NL')).toEqual([
      { kind: ReferenceKind.NL_BETALINGSKENMERK, normalized: '5000056789012345' },
    ]);
    expect(findReferences('betaling 5000.0567.8901.2345 maart', 'NL')).toHaveLength(1);
  });

  it('takes no short number for a reference, though its check digit is right by chance', () => {
    expect(readReference('18', 'SE')?.kind).toBe(ReferenceKind.SE_OCR);
    expect(findReferences('betald 18 maj', 'SE')).toEqual([]);
    expect(findReferences('betald 123455 och 1234566', 'SE')).toEqual([
      { kind: ReferenceKind.SE_OCR, normalized: '1234566' },
    ]);
  });

  it('never throws, and finds in any text what stands in it', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const text = `${before} , RF18539007547034 , ${after}`;
        expect(findReferences(text, 'NL')).toContainEqual({
          kind: ReferenceKind.RF,
          normalized: 'RF18539007547034',
        });
      }),
    );
  });
});
