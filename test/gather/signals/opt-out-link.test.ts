import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDay } from '../../../domain/kernel/day.ts';
import {
  LinkProblem,
  optOutToken,
  parseLinkKeys,
  readOptOutToken,
} from '../../../gather/signals/opt-out-link.ts';

const day = (text: string) => parseDay(text)!;
const OLD = parseLinkKeys('old:0123456789abcdef');
const BOTH = parseLinkKeys('new:fedcba9876543210, old:0123456789abcdef');
const NEW = BOTH.slice(0, 1);
const claim = { creditor: 'acme', customer: 'C/1 ü', expiresOn: day('2026-06-30') };
const read = (keys: typeof OLD, token: string, today = '2026-06-30') =>
  readOptOutToken(keys, token, day(today));

describe('an opt-out link', () => {
  it('names creditor and customer, in characters that need no encoding', () => {
    const token = optOutToken(OLD, claim);
    expect(token).toMatch(/^[A-Za-z0-9._-]+$/);
    expect(read(OLD, token)).toEqual({ ok: true, ...claim });
  });

  it('works through its last day', () => {
    const token = optOutToken(OLD, claim);
    expect(['2026-06-29', '2026-06-30', '2026-07-01'].map((today) => read(OLD, token, today).ok)).toEqual([
      true,
      true,
      false,
    ]);
    expect(read(OLD, token, '2026-07-01')).toMatchObject({ because: LinkProblem.EXPIRED });
  });

  it('is signed by the newest key; one of an older key works until that is taken out', () => {
    const before = optOutToken(OLD, claim);
    expect(read(BOTH, before)).toMatchObject({ ok: true });
    expect(read(NEW, optOutToken(BOTH, claim))).toMatchObject({ ok: true });
    expect(read(NEW, before)).toMatchObject({ ok: false, because: LinkProblem.KEY_GONE });
  });

  it('under the name of another key is refused', () => {
    const token = optOutToken(OLD, claim).replace('.old.', '.new.');
    expect(read(BOTH, token)).toMatchObject({ ok: false, because: LinkProblem.NOT_OURS });
  });

  it('is refused when any character of it was changed, and never breaks', () => {
    const token = optOutToken(OLD, claim);
    const change = fc.tuple(
      fc.nat(token.length - 1),
      fc.string({ minLength: 1, maxLength: 1, unit: 'grapheme-ascii' }),
    );
    fc.assert(
      fc.property(change, ([at, by]) => {
        const changed = token.slice(0, at) + by + token.slice(at + 1);
        expect(read(OLD, changed).ok).toBe(changed === token);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => read(OLD, text).ok === false));
  });

  it.each(['', 'x', '1.old', `1.old.${'A'.repeat(3000)}.x`, '2.old.W10.x'])('%j is none', (text) => {
    expect(read(OLD, text).ok).toBe(false);
  });
});

describe('keys', () => {
  it.each([
    ['secret-without-a-name', /Key 1 is no key/],
    ['a:0123456789abcdef,b c:0123456789abcdef', /Key 2 is no key/],
    ['a:0123456789abcde', /15 characters; it needs at least 16/],
    ['a:0123456789abcdef,a:fedcba9876543210', /stands twice/],
  ])('%j are refused', (text, reason) => expect(() => parseLinkKeys(text)).toThrow(reason));

  it('are needed to sign', () => {
    expect(parseLinkKeys('')).toEqual([]);
    expect(() => optOutToken([], claim)).toThrow(/no key/);
  });
});
