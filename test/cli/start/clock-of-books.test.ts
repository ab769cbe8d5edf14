import { expect, test } from 'vitest';
import { clockOfBooks, refuseWrongClock } from '../../../cli/start/clock-of-books.ts';

test.each([
  [null, true],
  [-30_001, false],
  [-30_000, true],
  [30_000, true],
  [30_001, false],
])('a worker whose clock is %s ms ahead of that of the books may begin: %s', (aheadMs, may) => {
  const begin = () => refuseWrongClock(aheadMs);
  if (may) expect(begin).not.toThrow();
  else expect(begin).toThrow(/^The clock of this machine is 30 s (ahead of|behind) that of the database: /);
});

test('books on this machine have its clock', async () => {
  expect(await clockOfBooks({ data: './data' })()).toBeNull();
});
