import { describe, expect, it } from 'vitest';
import { formatDay } from '../../../domain/kernel/day.ts';
import { INTEREST_LAWS } from '../../../domain/money/interest-law.ts';

const MS_PER_DAY = 86_400_000;
const today = Math.floor(Date.now() / MS_PER_DAY);
const tables = [
  ...new Set(Object.values(INTEREST_LAWS).flatMap((law) => Object.values(law).map(({ rates }) => rates))),
];

describe.each(tables.map((table) => [table.name, table] as const))('the table of %s', (_, table) => {
  it('was looked at for the days we are in: look again, add what changed, move checkedUntil', () => {
    if (table.upkeep === 'LEFT_TO_CONFIGURATION') return;
    expect(formatDay(table.checkedUntil) >= formatDay(today)).toBe(true);
  });

  it('has rows in order, none overlapping, each with its source', () => {
    for (const [i, { from, until, source }] of table.rows.entries()) {
      expect(source).not.toBe('');
      expect(until === null || from <= until).toBe(true);
      const before = table.rows[i - 1];
      if (before !== undefined) expect(before.until !== null && before.until < from).toBe(true);
    }
  });

  it('ends where it was looked at, at most', () => {
    const last = table.rows.at(-1)?.until ?? null;
    if (last !== null) expect(last <= table.checkedUntil).toBe(true);
  });
});
