import { describe, expect, it } from 'vitest';
import { formatDay } from '../../../domain/kernel/day.ts';
import { COSTS_LAWS } from '../../../domain/money/costs-law.ts';
import { FEE_LAWS } from '../../../domain/money/fee-law.ts';
import { INTEREST_LAWS } from '../../../domain/money/interest-law.ts';
import type { Table } from '../../../domain/money/table.ts';

const MS_PER_DAY = 86_400_000;
const today = Math.floor(Date.now() / MS_PER_DAY);
const tables = new Set<Table<unknown>>([
  ...Object.values(INTEREST_LAWS).flatMap((law) => Object.values(law).map(({ rates }) => rates)),
  ...Object.values(COSTS_LAWS).flatMap((law) => Object.values(law).map(({ scales }) => scales)),
  ...Object.values(FEE_LAWS).flatMap((law) => Object.values(law).map(({ amounts }) => amounts)),
]);
const isHalfYearEnd = (day: number) => /-(06-30|12-31)$/.test(formatDay(day));

describe.each([...tables].map((table) => [table.name, table] as const))('the table of %s', (_, table) => {
  const { rows, checkedUntil, upkeep } = table;
  const end = rows.at(-1)?.until ?? null;

  it('was looked at for the days we are in; else look, add the rows that changed, and move checkedUntil', () => {
    const isDue = upkeep !== 'LEFT_TO_CONFIGURATION' && checkedUntil < today;
    expect(isDue ? formatDay(checkedUntil) : null).toBeNull();
  });

  it('has rows in order, none overlapping, each with its source', () => {
    for (const [i, { from, until, source }] of rows.entries()) {
      expect(source).toMatch(/\S/);
      expect(until === null || from <= until).toBe(true);
      const before = rows[i - 1];
      if (before !== undefined) expect(before.until !== null && before.until < from).toBe(true);
    }
  });

  it('names values up to the day that was looked at, and no further', () => {
    if (upkeep === 'HALF_YEARLY') expect(end).toBe(checkedUntil);
    if (upkeep === 'LEFT_TO_CONFIGURATION') expect(end !== null && end < checkedUntil).toBe(true);
    if (upkeep === 'YEARLY') expect(end === null || end === checkedUntil).toBe(true);
    expect(upkeep === 'LEFT_TO_CONFIGURATION' || isHalfYearEnd(checkedUntil)).toBe(true);
  });
});
