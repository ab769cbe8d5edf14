import { describe, expect, it } from 'vitest';
import { isUpToDate } from '../../scripts/architecture/drift.ts';

describe('a generated page', () => {
  it.each([
    [100, 109, true],
    [100, 110, true],
    [100, 111, false],
    [8, 18, true],
    [8, 19, false],
    [1000, 900, true],
    [1000, 899, false],
  ])('that says %d while it is %d: up to date is %s', (written, now, upToDate) => {
    expect(isUpToDate(`| db | ${written} |`, `| db | ${now} |`)).toBe(upToDate);
  });

  it('is out of date when an arrow is missing, whatever the figures', () => {
    expect(isUpToDate('db 3', 'db 3, files 1')).toBe(false);
  });
});
