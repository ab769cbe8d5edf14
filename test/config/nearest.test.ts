import { expect, it } from 'vitest';
import { nearest } from '../../config/nearest.ts';

const known = ['minDaysSincePrevious', 'daysAfterDue', 'name', 'kind', 'dueOn', '10', ','];

it.each([
  ['minDaysSincePrevous', 'minDaysSincePrevious'],
  ['min_days_since_previous', 'minDaysSincePrevious'],
  ['dayAfterDue', 'daysAfterDue'],
  ['Name', 'name'],
  ['nmae', 'name'],
  ['DueOn', 'dueOn'],
  ['Due On', 'dueOn'],
  ['colour', undefined],
  ['x', undefined],
  ['', undefined],
  ['15', undefined],
  [';', undefined],
])('takes %j for %s', (written, meant) => {
  expect(nearest(written, known)).toBe(meant);
});
