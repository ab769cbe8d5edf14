import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accrueInterest, interestToBook } from '../../../domain/money/accrual.ts';
import { interestTerms } from '../../../domain/money/interest-terms.ts';
import { standingsOf } from '../../../domain/money/standings.ts';
import { day, lines, statutory, statutoryTerms, total } from './statutory.ts';

const NL = statutoryTerms('NL', 'consumer');
const entry = (kind: 'payment' | 'interest' | 'fee' | 'cost' | 'waiver', amount: number, on: string) => ({
  externalId: `${kind}-${on}`,
  kind,
  amount,
  bookedOn: day(on),
  recordedAt: 0,
});

describe('the days of a segment', () => {
  it.each([
    ['2026-02-28', 0, 0],
    ['2026-03-01', 1, 11],
    ['2026-03-02', 2, 22],
  ])('count the first and the last: from 2026-03-01 through %s they are %i', (through, days, cents) => {
    const accrual = statutory('NL', 'consumer', 100_000, '2026-03-01', through);
    expect(lines(accrual)).toEqual(days === 0 ? [] : [`2026-03-01 ${days} 4.00 % 100000 ${cents}`]);
    expect(total(accrual)).toBe(cents);
  });

  it.each([
    ['2025-12-30', ['2025-12-30 1 6.00 % 100000 16']],
    ['2025-12-31', ['2025-12-30 2 6.00 % 100000 33']],
    ['2026-01-01', ['2025-12-30 2 6.00 % 100000 33', '2026-01-01 1 4.00 % 100000 11']],
  ])('end with the rate: through %s', (through, expected) => {
    expect(lines(statutory('NL', 'consumer', 100_000, '2025-12-30', through))).toEqual(expected);
  });

  it('are of a year of 365 in a leap year, too', () => {
    expect(lines(statutory('NL', 'business', 365_000, '2024-02-28', '2024-03-01'))).toEqual([
      '2024-02-28 3 12.50 % 365000 375',
    ]);
  });

  it('round half a cent up', () => {
    // 18.25 at 10 % for one day are 0.5 cents.
    const found = interestTerms(
      { kind: 'own', rates: [{ from: null, rate: 100_000 }], start: 'due' },
      'NL',
      'business',
    );
    const terms = found.ok && found.terms !== null ? found.terms : NL;
    const of = (principal: number) =>
      total(
        accrueInterest({
          terms,
          from: 0,
          through: 0,
          standings: [{ from: 0, principal, interestSettled: 0 }],
        }),
      );
    expect([of(1824), of(1825), of(1826)]).toEqual([0, 1, 1]);
  });
});

describe('a year after which interest is capitalised', () => {
  it.each([
    ['2024-02-29', '2025-02-27', 1],
    ['2024-02-29', '2025-02-28', 1],
    ['2024-02-29', '2025-03-01', 2],
    ['2024-03-01', '2025-02-27', 1],
    ['2024-03-01', '2025-02-28', 1],
    ['2024-03-01', '2025-03-01', 2],
  ])('from %s: through %s there are %i bases', (from, through, bases) => {
    const accrual = statutory('NL', 'consumer', 1_000_000, from, through);
    const sums = accrual.ok ? accrual.segments.map(({ capitalised }) => capitalised) : [];
    expect(new Set(sums).size).toBe(bases);
  });

  it('adds only what nobody paid', () => {
    const standings = (settled: number) => [
      { from: day('2007-01-01'), principal: 500_000, interestSettled: 0 },
      { from: day('2007-10-01'), principal: 500_000, interestSettled: settled },
    ];
    const base = (settled: number) => {
      const accrual = accrueInterest({
        terms: NL,
        from: day('2007-01-01'),
        through: day('2008-01-31'),
        standings: standings(settled),
      });
      return accrual.ok ? accrual.segments.at(-1)?.capitalised : accrual.reason;
    };
    expect([base(0), base(10_000), base(30_000), base(30_001)]).toEqual([30_000, 20_000, 0, 0]);
  });

  it('is none where the law has no interest on interest', () => {
    expect(lines(statutory('DE', 'consumer', 1_000_000, '2023-07-01', '2024-12-31'))).toEqual([
      '2023-07-01 184 8.12 % 1000000 40934',
      '2024-01-01 182 8.62 % 1000000 42982',
      '2024-07-01 184 8.37 % 1000000 42194',
    ]);
  });
});

describe('the open principal of each day', () => {
  const reckon = (...ledger: ReturnType<typeof entry>[]) =>
    lines(
      accrueInterest({
        terms: NL,
        from: day('2026-03-01'),
        through: day('2026-03-10'),
        standings: standingsOf(100_000, day('2026-02-01'), ledger),
      }),
    );

  it('is less from the day of a payment on', () => {
    expect(reckon(entry('payment', 60_000, '2026-03-06'))).toEqual([
      '2026-03-01 5 4.00 % 100000 55',
      '2026-03-06 5 4.00 % 40000 22',
    ]);
  });

  it('ends with what pays all of it', () => {
    expect(reckon(entry('payment', 100_000, '2026-03-06'))).toEqual(['2026-03-01 5 4.00 % 100000 55']);
  });

  it.each(['fee', 'cost', 'interest'] as const)('is not more by a %s', (kind) => {
    expect(reckon(entry(kind, 5_000, '2026-03-04'))).toEqual(['2026-03-01 10 4.00 % 100000 110']);
  });

  it('was paid before the invoice came: from its first day', () => {
    expect(reckon(entry('payment', 40_000, '2026-01-15'))).toEqual(['2026-03-01 10 4.00 % 60000 66']);
  });
});

describe('a day without a rate', () => {
  it.each([
    ['2026-12-31', []],
    [
      '2027-01-01',
      /statutory interest NL \(consumers\) ends on 2026-12-31 and says nothing of 2027-01-01; write the rate into the policy, such as interest: \{ rate: "8.00" \}/,
    ],
  ])('is refused by name: through %s', (through, reason) => {
    const accrual = statutory('NL', 'consumer', 100_000, '2026-12-30', through);
    if (reason instanceof RegExp) expect(total(accrual)).toMatch(reason);
    else expect(accrual.ok).toBe(true);
  });

  it('inside a table is refused, too', () => {
    expect(total(statutory('SE', 'consumer', 100_000, '2024-06-30', '2024-07-01'))).toMatch(
      /statutory interest SE has no value for that day and says nothing of 2024-07-01/,
    );
  });

  it('is needed only while something is open', () => {
    const standings = [
      { from: day('2026-12-01'), principal: 100_000, interestSettled: 0 },
      { from: day('2026-12-31'), principal: 0, interestSettled: 0 },
    ];
    const terms = statutoryTerms('NL', 'business');
    const accrual = accrueInterest({ terms, from: day('2026-12-01'), through: day('2027-06-30'), standings });
    expect(lines(accrual)).toEqual(['2026-12-01 30 10.40 % 100000 855']);
  });

  it.each(['DK', 'XX'])('of a country without a table is refused: %s', (country) => {
    expect(interestTerms({ kind: 'statutory', start: 'law' }, country, 'consumer')).toEqual({
      ok: false,
      reason: `there is no table of statutory interest for consumers in ${country}; write the rate into the policy, such as interest: { rate: "8.00" }`,
    });
  });
});

describe('rates of the creditor', () => {
  const terms = (rule: Parameters<typeof interestTerms>[0]) => {
    const found = interestTerms(rule, 'NL', 'consumer');
    if (!found.ok || found.terms === null) throw new Error('no terms');
    return found.terms;
  };

  it('change on their days and are never capitalised', () => {
    const own = terms({
      kind: 'own',
      start: 'due',
      rates: [
        { from: null, rate: 80_000 },
        { from: day('2026-01-01'), rate: 122_500 },
      ],
    });
    const standings = [{ from: day('2020-01-01'), principal: 100_000, interestSettled: 0 }];
    const accrual = accrueInterest({
      terms: own,
      from: day('2020-01-01'),
      through: day('2026-01-31'),
      standings,
    });
    expect(lines(accrual)).toEqual([
      '2020-01-01 2192 8.00 % 100000 48044',
      '2026-01-01 31 12.25 % 100000 1040',
    ]);
  });

  it('are none where none is asked', () => {
    expect(interestTerms({ kind: 'none' }, 'NL', 'consumer')).toEqual({ ok: true, terms: null });
  });
});

describe('bookings of interest', () => {
  const principals = fc.integer({ min: 1, max: 50_000_000 });
  const days = fc.integer({ min: day('2023-01-01'), max: day('2026-12-31') });

  it('add up to one booking at the end, however many letters lay between', () => {
    fc.assert(
      fc.property(principals, days, fc.array(days, { maxLength: 6 }), (principal, from, letters) => {
        const standings = [{ from, principal, interestSettled: 0 }];
        const accrued = (through: number) => {
          const accrual = accrueInterest({ terms: NL, from, through, standings });
          return accrual.ok ? accrual.total : Number.NaN;
        };
        const bookings = [...letters, day('2026-12-31')].sort((a, b) => a - b);
        const booked = bookings.reduce((sum, on) => sum + interestToBook(accrued(on), sum), 0);
        expect(booked).toBe(accrued(day('2026-12-31')));
      }),
    );
  });

  it('are no less on a later day, and differ by no more than rounding from days reckoned one by one', () => {
    const terms = statutoryTerms('DE', 'business');
    fc.assert(
      fc.property(principals, days, fc.integer({ min: 0, max: 400 }), (principal, from, more) => {
        const standings = [{ from, principal, interestSettled: 0 }];
        const until = Math.min(from + more, day('2026-12-31'));
        const whole = accrueInterest({ terms, from, through: until, standings });
        const before = accrueInterest({ terms, from, through: until - 1, standings });
        if (!whole.ok || !before.ok) throw new Error('no table');
        expect(whole.total).toBeGreaterThanOrEqual(before.total);
        const last = accrueInterest({ terms, from: until, through: until, standings });
        expect(Math.abs(whole.total - before.total - (last.ok ? last.total : 0))).toBeLessThanOrEqual(2);
      }),
    );
  });

  it('that came to more than has accrued take nothing back', () => {
    expect([interestToBook(999, 1000), interestToBook(1000, 1000), interestToBook(1001, 1000)]).toEqual([
      0, 0, 1,
    ]);
  });

  it('cover each day once: segments follow each other and their amounts are the total', () => {
    fc.assert(
      fc.property(principals, days, days, (principal, a, b) => {
        const [from, through] = [Math.min(a, b), Math.max(a, b)];
        const accrual = accrueInterest({
          terms: NL,
          from,
          through,
          standings: [{ from, principal, interestSettled: 0 }],
        });
        if (!accrual.ok) throw new Error(accrual.reason);
        let next = from;
        for (const segment of accrual.segments) {
          expect(segment.from).toBe(next);
          expect(segment.through - segment.from + 1).toBe(segment.days);
          next = segment.through + 1;
        }
        expect(next).toBe(through + 1);
        expect(accrual.segments.reduce((sum, { amount }) => sum + amount, 0)).toBe(accrual.total);
      }),
    );
  });
});
