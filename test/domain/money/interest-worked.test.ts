import { describe, expect, it } from 'vitest';
import type { CustomerKind } from '../../../domain/kernel/customer-kind.ts';
import { lines, statutory, total } from './statutory.ts';

describe('interest of worked cases', () => {
  it('A: 5,000 of a Dutch consumer in default since 2024-03-15, through the day before 2026-06-15', () => {
    const a = statutory('NL', 'consumer', 500_000, '2024-03-15', '2026-06-14');
    expect(lines(a)).toEqual([
      '2024-03-15 292 7.00 % 500000 28000',
      '2025-01-01 73 6.00 % 500000 6000',
      '2025-03-15 292 6.00 % 534000 25632',
      '2026-01-01 73 4.00 % 534000 4272',
      '2026-03-15 92 4.00 % 563904 5685',
    ]);
    expect(total(a)).toBe(69_589);
  });

  it.each<[string, string, CustomerKind, number, string, string, readonly string[], number]>([
    [
      ...(['B', 'NL', 'consumer', 100_000, '2025-10-01', '2026-03-31'] as const),
      ['2025-10-01 92 6.00 % 100000 1512', '2026-01-01 90 4.00 % 100000 986'],
      2_498,
    ],
    [
      ...(['C', 'NL', 'business', 1_000_000, '2026-05-01', '2026-08-31'] as const),
      ['2026-05-01 61 10.15 % 1000000 16963', '2026-07-01 62 10.40 % 1000000 17666'],
      34_629,
    ],
    [
      ...(['D', 'NL', 'business', 1_000_000, '2025-03-01', '2026-02-28'] as const),
      ['2025-03-01 122 11.15 % 1000000 37268', '2025-07-01 243 10.15 % 1000000 67574'],
      104_842,
    ],
    [
      ...(['E', 'NL', 'consumer', 25_000, '2026-01-15', '2026-11-21'] as const),
      ['2026-01-15 311 4.00 % 25000 852'],
      852,
    ],
    [
      ...(['SE', 'SE', 'business', 1_000_000, '2026-01-31', '2026-06-29'] as const),
      ['2026-01-31 150 10.00 % 1000000 41096'],
      41_096,
    ],
    [
      ...(['NO', 'NO', 'consumer', 1_000_000, '2025-03-01', '2025-03-30'] as const),
      ['2025-03-01 30 12.50 % 1000000 10274'],
      10_274,
    ],
    [
      ...(['DE B2B', 'DE-BY', 'business', 1_000_000, '2026-05-01', '2026-08-31'] as const),
      ['2026-05-01 61 10.27 % 1000000 17164', '2026-07-01 62 10.52 % 1000000 17870'],
      // 350.33 were the parts rounded down; 171.64 and 178.70 are 350.34.
      35_034,
    ],
    [
      ...(['DE B2C', 'DE-BE', 'consumer', 1_000_000, '2026-05-01', '2026-08-31'] as const),
      ['2026-05-01 61 6.27 % 1000000 10479', '2026-07-01 62 6.52 % 1000000 11075'],
      21_554,
    ],
    [
      ...(['CH', 'CH-ZH', 'consumer', 60_000, '2026-01-01', '2026-12-31'] as const),
      ['2026-01-01 365 5.00 % 60000 3000'],
      3_000,
    ],
    [
      ...(['FI', 'FI', 'consumer', 100_000, '2026-06-01', '2026-07-31'] as const),
      // 2.15 and 2.40 are both 2.5 when rounded up to half a point: no cut on 1 July.
      ['2026-06-01 61 9.50 % 100000 1588'],
      1_588,
    ],
    [
      ...(['BE', 'BE', 'business', 1_000_000, '2024-12-01', '2025-01-31'] as const),
      ['2024-12-01 31 12.50 % 1000000 10616', '2025-01-01 31 11.50 % 1000000 9767'],
      20_383,
    ],
  ])('%s: %s %s, %i from %s through %s', (_, country, kind, principal, from, through, expected, sum) => {
    const accrual = statutory(country, kind, principal, from, through);
    expect(lines(accrual)).toEqual(expected);
    expect(total(accrual)).toBe(sum);
  });

  it('F: a year at a flat rate is simple, two years of a Dutch consumer compound', () => {
    expect(total(statutory('NL', 'consumer', 500_000, '2019-05-01', '2020-04-30'))).toBe(10_027);
    expect(total(statutory('NL', 'consumer', 500_000, '2007-01-01', '2007-12-31'))).toBe(30_000);
    expect(lines(statutory('NL', 'consumer', 500_000, '2007-01-01', '2008-12-30'))).toEqual([
      '2007-01-01 365 6.00 % 500000 30000',
      '2008-01-01 365 6.00 % 530000 31800',
    ]);
  });
});

describe('rates from a reference rate', () => {
  it.each([
    ['FI', 'consumer', '2014-03-01', undefined],
    ['FI', 'consumer', '2022-09-01', '7.00 %'],
    ['FI', 'consumer', '2023-03-01', '9.50 %'],
    ['FI', 'business', '2024-09-01', '12.50 %'],
    ['FI', 'consumer', '2025-03-01', '10.50 %'],
    ['FI', 'business', '2026-03-01', '10.50 %'],
    ['BE', 'business', '2022-03-01', '8.00 %'],
    ['BE', 'business', '2023-03-01', '10.50 %'],
    ['BE', 'business', '2026-03-01', '10.50 %'],
    ['DE', 'consumer', '2024-12-31', '8.37 %'],
    ['DE', 'business', '2025-01-01', '11.27 %'],
    ['SE', 'consumer', '2023-08-01', '11.50 %'],
  ] as const)('%s %s on %s: %s', (country, kind, on, rate) => {
    const [line] = lines(statutory(country, kind, 100_000, on, on));
    if (rate === undefined) expect(line).toMatch(/begins on/);
    else expect(line).toContain(rate);
  });
});
