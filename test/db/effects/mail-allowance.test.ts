import { expect, it } from 'vitest';
import { takeMailAllowance } from '../../../db/effects/mail-allowance.ts';
import { freshDatabase } from '../test-database.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = Date.UTC(2026, 2, 2, 12);
const account = 'billing@acme.example at smtp.acme.example:587';

async function opened() {
  const db = await freshDatabase();
  return {
    take: (at: number, perHour = 3, of = account) =>
      db.transaction((tx) => takeMailAllowance(tx, { account: of, perHour, at })),
  };
}

it('no more e-mails leave within an hour than may, however many ask', async () => {
  const { take } = await opened();
  const left = await Promise.all(Array.from({ length: 10 }, () => take(NOON)));
  expect(left.filter((wait) => wait === 0)).toHaveLength(3);
});

it('whoever has to wait is told until when', async () => {
  const { take } = await opened();
  for (const at of [NOON, NOON + 10 * MINUTE, NOON + 20 * MINUTE]) expect(await take(at)).toBe(0);
  const wait = await take(NOON + 30 * MINUTE);
  expect(wait).toBeGreaterThan(0);
  expect(await take(NOON + 30 * MINUTE + wait - 1)).toBe(1);
  expect(await take(NOON + 30 * MINUTE + wait)).toBe(0);
});

it('any sixty minutes hold no more than may leave, wherever they begin', async () => {
  const { take } = await opened();
  const left: number[] = [];
  for (let at = NOON; at < NOON + 5 * HOUR; at += 37_000) if ((await take(at, 7)) === 0) left.push(at);
  for (const from of left)
    expect(left.filter((at) => at >= from && at < from + HOUR).length).toBeLessThanOrEqual(7);
  expect(left.length).toBeGreaterThanOrEqual(5 * 7 - 7);
});

it('each account of a server is counted by itself, and nothing is kept of what is over', async () => {
  const { take } = await opened();
  for (let i = 0; i < 3; i++) await take(NOON);
  expect(await take(NOON, 3, 'other')).toBe(0);
  expect(await take(NOON, 4)).toBe(0);
  expect(await take(NOON + 2 * HOUR, 1)).toBe(0);
  expect(await take(NOON + 2 * HOUR, 1)).toBeGreaterThan(0);
});
