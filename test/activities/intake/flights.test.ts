import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flightsOf, runsOf } from '../../../activities/intake/flights.ts';
import type { IntakeRow } from '../../../db/intake/intake.ts';
import type { EntryKind } from '../../../domain/kernel/ledger.ts';
import { randomRuns } from '../../db/test-database.ts';
import { booking, entry, invoice, type MoneyDesk, moneyDesk, type Row } from './money-desk.ts';

/** Rows by their places. */
const staged = (...rows: readonly Row[]): readonly IntakeRow[] =>
  rows.map(({ kind, body }, i) => ({ batchId: 'b', seq: i + 1, line: i + 2, kind, body, problem: null }));
const places = (groups: readonly (readonly IntakeRow[])[]) =>
  groups.map((rows) => rows.map(({ seq }) => seq));

const paid = (of: string, externalId: string, changes: object = {}) =>
  booking({ invoice: of, externalId, amount: 1_000, ...changes });

it('Payments that follow each other are one run; every other row is a run of its own', () => {
  const rows = staged(
    invoice('1', 'C'),
    invoice('2', 'C'),
    paid('1', 'a'),
    paid('2', 'b'),
    entry({ amount: 1 }),
    paid('1', 'c'),
  );
  expect(places(runsOf(rows))).toEqual([[1], [2], [3, 4], [5], [6]]);
});

describe('Payments fly together', () => {
  it.each<[string, Row[], number[][]]>([
    ['while each is for another invoice', [paid('1', 'a'), paid('2', 'b'), paid('3', 'c')], [[1, 2, 3]]],
    [
      'but not two for one invoice',
      [paid('1', 'a'), paid('2', 'b'), paid('1', 'c'), paid('3', 'd')],
      [
        [1, 2],
        [3, 4],
      ],
    ],
    [
      'nor one whose id came before',
      [paid('1', 'a'), paid('2', 'b'), paid('3', 'a'), paid('4', 'c')],
      [[1, 2], [3], [4]],
    ],
    [
      'nor one that is not plain',
      [paid('1', 'a'), paid('x', 'b'), paid('2', 'c'), paid('3', 'd')],
      [[1], [2], [3, 4]],
    ],
  ])('%s', (_, rows, flights) => {
    expect(places(flightsOf(staged(...rows), ({ invoice: of }) => of !== 'x'))).toEqual(flights);
  });
});

/** All that payments led to, on the invoices of one trial. */
async function booksOf(desk: MoneyDesk, numbers: readonly string[]) {
  const ledgers = [];
  for (const number of numbers) {
    ledgers.push((await desk.ledger(number)).map(({ recordedAt: _, ...one }) => one));
  }
  const waiting = (await desk.unmatched()).map(({ id: _id, batchId: _b, line: _l, ...one }) => one);
  return { ledgers, waiting, woken: await desk.woken() };
}

const anyRow = fc.record({
  of: fc.constantFrom('1', '2', '3', '4', '5', ''),
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  amount: fc.constantFrom(1_000, 8_000, 9_000),
  kind: fc.constantFrom<EntryKind>('payment', 'payment', 'payment', 'credit', 'chargeback', 'refund'),
  currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD'),
});

it('Rows taken in together lead to the same books as one by one', async () => {
  const [once, oneByOne] = [await moneyDesk(), await moneyDesk()];
  let trials = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { minLength: 2, maxLength: 8 }), async (told) => {
      // On the same books, by names of its own.
      const trial = `t${++trials}-`;
      const numbers = ['1', '2', '3', '4'].map((number) => trial + number);
      const rows = told.map(({ of, id, amount, kind, currency }) => {
        const whose = of === '' ? { customer: `${trial}c1` } : { invoice: trial + of };
        return booking({ ...whose, externalId: trial + id, amount, kind, currency });
      });
      const invoices = numbers.map((number, i) => invoice(number, `${trial}c${i % 2}`));
      for (const desk of [once, oneByOne]) await desk.take(...invoices);
      const together = await once.take(...rows);
      const alone = { taken: 0, unchanged: 0, refused: [] as string[] };
      for (const row of rows) {
        const { taken, unchanged, refused } = await oneByOne.take(row);
        alone.taken += taken;
        alone.unchanged += unchanged;
        alone.refused.push(...refused);
      }
      expect(together).toEqual(alone);
      expect(await booksOf(once, numbers)).toEqual(await booksOf(oneByOne, numbers));
    }),
    { numRuns: randomRuns(40), endOnFailure: true },
  );
});
