import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactSum } from '../../../domain/intake/matching/exact-sum.ts';
import { keyOf, mentionsIn } from '../../../domain/intake/matching/key.ts';
import type { Candidate, MoneyIn } from '../../../domain/intake/matching/money.ts';
import { Hint, proposals } from '../../../domain/intake/matching/propose.ts';
import { matchMoney } from '../../../domain/intake/matching/rules.ts';

const candidate = (number: string, changes: Partial<Candidate> = {}): Candidate => ({
  number,
  numberKey: keyOf(number),
  referenceKey: null,
  customer: 'C-1',
  currency: 'EUR',
  open: 8_000,
  dueOn: null,
  ...changes,
});

const money = (changes: Partial<MoneyIn> = {}): MoneyIn => ({
  amount: 8_000,
  currency: 'EUR',
  invoiceNumber: '',
  references: [],
  text: '',
  ...changes,
});

describe('A number', () => {
  it.each(['RE-2026/101', 're 2026 101', 'RE2026.101', 're_2026-101'])(
    'is the same written as %s',
    (text) => {
      expect(keyOf(text)).toBe('RE2026101');
    },
  );

  it('is found in a text in whatever pieces it is written, but not across other signs', () => {
    const keys = (text: string) => mentionsIn(text).map(({ key }) => key);
    expect(keys('Rechnung RE - 2026/101 danke')).toContain('RE2026101');
    expect(keys('RE, 2026/101')).not.toContain('RE2026101');
    expect(keys('RE, 2026/101')).toContain('2026101');
  });

  it('is looked for in the words of a statement and no further', () => {
    expect(mentionsIn('a '.repeat(10_000)).length).toBeLessThanOrEqual(6 * 80);
  });
});

describe('A sum', () => {
  const parts = (...amounts: number[]) => amounts.map((amount, index) => ({ amount, index }));

  it.each([
    [[5_000, 3_000, 8_100], 8_000, [0, 1]],
    [[800, 800, 800], 800, [0]],
    [[800, 800, 800], 1_600, [0, 1]],
    [[1_000, 2_000, 3_000], 3_000, null],
    [[1_000], 999, null],
    [[1_000], 1_001, null],
    [[], 1, null],
  ])('of some of %j is exactly %i: %j', (amounts, total, indices) => {
    const found = exactSum(parts(...amounts), total);
    expect(found === null ? null : found.map(({ index }) => index).sort()).toEqual(indices);
  });

  it('that was found is one: its parts are among those given, each once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 120 }),
        (amounts, total) => {
          const found = exactSum(parts(...amounts), total);
          if (found === null) return;
          expect(found.reduce((sum, { amount }) => sum + amount, 0)).toBe(total);
          expect(new Set(found.map(({ index }) => index)).size).toBe(found.length);
        },
      ),
    );
  });

  it('among very many is left to a person, quickly', () => {
    const many = parts(...Array.from({ length: 40 }, (_, i) => 1_000_000 + 2 ** (i % 20) + i));
    const begun = performance.now();
    expect(exactSum(many, 10_000_003)).toBeNull();
    expect(performance.now() - begun).toBeLessThan(500);
  });
});

describe('Money is matched', () => {
  const known = { customer: 'C-1', byAccount: true };

  it('by a reference before a number, and by a number before its payer', () => {
    const byReference = candidate('1001', { referenceKey: 'RF18539007547034' });
    const byNumber = candidate('1002');
    const byPayer = candidate('1003');
    const payers = [{ ...known, open: [byPayer] }];
    const references = ['RF18539007547034'];
    const rule = (changes: Partial<MoneyIn>) =>
      matchMoney(money(changes), { named: [byReference, byNumber], payers });
    expect(rule({ references, text: '1002' })).toMatchObject({ parts: [{ number: '1001' }] });
    expect(rule({ text: '1002' })).toMatchObject({ parts: [{ number: '1002' }] });
    expect(rule({ text: 'none' })).toMatchObject({ parts: [{ number: '1003' }] });
  });

  it('by an ISO 11649 reference that carries the invoice’s number', () => {
    const named = [candidate('2026-17')];
    expect(matchMoney(money({ references: ['RF45202617'] }), { named, payers: [] })).toMatchObject({
      rule: 'structured reference',
    });
  });

  it('by a number of four signs and no less', () => {
    const rule = (number: string) =>
      matchMoney(money({ text: `nr ${number}` }), { named: [candidate(number)], payers: [] });
    expect(['123', '1234'].map((number) => rule(number)?.rule)).toEqual([undefined, 'number in text']);
  });

  it('only in its own currency', () => {
    const other = candidate('1001', { currency: 'SEK', referenceKey: 'RF18539007547034' });
    const from = { named: [other], payers: [{ ...known, open: [other] }] };
    expect(matchMoney(money({ references: ['RF18539007547034'], text: '1001' }), from)).toBeNull();
  });

  it('by its payer only when that is sure', () => {
    const open = [candidate('1001', { open: 5_000 }), candidate('1002', { open: 3_000 })];
    const of = (...payers: { customer: string; byAccount: boolean }[]) =>
      matchMoney(money(), { named: [], payers: payers.map((payer) => ({ ...payer, open })) })?.parts.length;
    expect(of(known)).toBe(2);
    expect(of({ ...known, byAccount: false })).toBeUndefined();
    expect(of(known, { ...known, customer: 'C-2' })).toBeUndefined();
  });
});

describe('Proposals', () => {
  it('come the surest first, each invoice once, and never one with nothing open', () => {
    const found = proposals(money({ invoiceNumber: 'RE2026-101', text: 'C-1 2001' }), {
      named: [candidate('RE-2026/101', { open: 5_000 }), candidate('2001'), candidate('2002', { open: 0 })],
      payers: [
        { customer: 'C-1', byAccount: false, open: [candidate('2001'), candidate('3001', { open: 1 })] },
      ],
    });
    expect(found.map(({ number, amount, hint }) => [number, amount, hint])).toEqual([
      ['2001', 8_000, Hint.NUMBER],
      ['RE-2026/101', 5_000, Hint.WRITTEN_DIFFERENTLY],
      ['3001', 1, Hint.CUSTOMER],
    ]);
  });

  it('say when the amount of a customer’s invoices fits', () => {
    const open = [candidate('1'), candidate('2', { open: 9_000 })];
    const found = proposals(money(), { named: [], payers: [{ customer: 'C-1', byAccount: true, open }] });
    expect(found.map(({ number, hint }) => [number, hint])).toEqual([
      ['1', Hint.CUSTOMER_AND_AMOUNT],
      ['2', Hint.PAYER],
    ]);
  });
});
