import { describe, expect, it } from 'vitest';
import { levelEffectKey } from '../../contracts/ids.ts';
import { keyOfReference, mailReference } from '../../contracts/mail-reference.ts';

const LONG = levelEffectKey('acme', 'n'.repeat(200), 1, 'notice');

describe('the reference of an e-mail', () => {
  it('is its key, up to a hundred characters', () => {
    for (const length of [99, 100]) {
      const key = 'k'.repeat(length);
      expect(mailReference(key)).toBe(key);
      expect(keyOfReference(key)).toEqual({ key });
    }
    expect(mailReference('k'.repeat(101))).toHaveLength(100);
  });

  it.each([
    LONG,
    levelEffectKey('acme', '1001', 1, 'a..b'),
    levelEffectKey('acme', '1001', 1, 'end.'),
    levelEffectKey('acme', 'Ünïcode 2026/001', 1, 'x'.repeat(90)),
    'x\r\nBcc: eve@evil.example>',
  ])('may stand before the @ of a Message-ID, whatever the key: %j', (key) => {
    const reference = mailReference(key);
    expect(reference).toMatch(/^[A-Za-z0-9_%/+~-]+(\.[A-Za-z0-9_%/+~-]+)*$/);
    expect(reference.length).toBeLessThanOrEqual(100);
    const meant = keyOfReference(reference);
    expect(meant).toHaveProperty('beginsWith');
    expect(key.startsWith((meant as { beginsWith: string }).beginsWith)).toBe(true);
  });

  it('tells two keys apart that begin alike', () => {
    expect(mailReference(`${LONG}a`)).not.toBe(mailReference(`${LONG}b`));
  });

  it('is none when it is empty or longer than any', () => {
    expect(keyOfReference('')).toBeUndefined();
    expect(keyOfReference('k'.repeat(101))).toBeUndefined();
  });
});
