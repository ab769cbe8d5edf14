import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Deed, type StagedDeed } from '../../../contracts/unmatched.ts';
import { checkBooks } from '../../../db/books/books.ts';
import { matchesOf } from '../../../db/intake/matches.ts';
import { unmatchedAfter } from '../../../db/intake/unmatched.ts';
import { MatchKind } from '../../../domain/intake/matching/match.ts';
import { EntryKind, reduces } from '../../../domain/kernel/ledger.ts';
import { randomRuns } from '../../db/test-database.ts';
import { booking, day, deed, entry, invoice, type MoneyDesk, moneyDesk, type Row } from './money-desk.ts';

const NUMBERS = ['1001', '1002', '2001'];
const number = fc.constantFrom(...NUMBERS);
const amount = fc.integer({ min: 1, max: 9_000 });
const some = { entry: fc.integer({ min: 1, max: 4 }) };

const TOLD = ['b-1', 'b-2', 'b-3', 'b-4'];
/** Bookings that the engine makes when told money is matched, taken back or taken off its invoice. */
const MADE_OF_IT = [
  ...TOLD.flatMap((id) => [`${id}/undone`, `${id}/match/1`, `${id}/match/2`, `${id}/match/1/undone`]),
  ...NUMBERS.flatMap((one) => [`surplus/${one}/2`, `surplus/${one}/2/credit`, `surplus/${one}/3`]),
];

const part = fc.record({ invoice: number, amount }, { requiredKeys: ['invoice'] });
const deeds = fc.oneof(
  fc.record({
    deed: fc.constant(Deed.MATCH),
    ...some,
    parts: fc.array(part, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ deed: fc.constant(Deed.ASSIGN), ...some, customer: fc.constantFrom('K1', 'K2') }),
  fc.record({ deed: fc.constant(Deed.RETURN), ...some, amount }, { requiredKeys: ['deed', 'entry'] }),
  fc.record({ deed: fc.constant(Deed.DISMISS), ...some }),
  fc.record({ deed: fc.constant(Deed.RELEASE), surplusOf: number }),
  fc.record({ deed: fc.constant(Deed.UNDO), ...some }),
  fc.record({ deed: fc.constant(Deed.UNDO), ...some, invoice: number }),
  fc.record({ deed: fc.constant(Deed.UNDO), booking: fc.constantFrom(...TOLD, ...MADE_OF_IT) }),
);

const told: readonly Row[] = [
  booking({ invoice: '1OO1', amount: 8_000, externalId: 'b-1' }),
  booking({ customer: 'K1', amount: 3_000, externalId: 'b-2', kind: EntryKind.CREDIT }),
  entry({ amount: 9_000, text: 'rent', externalId: 'b-3', payerIban: 'NL91ABNA0417164300' }),
  booking({ invoice: '1002', amount: 5_000, externalId: 'b-4' }),
];

const IS_OFF: readonly MatchKind[] = [MatchKind.RETURNED, MatchKind.DISMISSED];
const ALL_TOLD = 25_000;

/** All money there is: on invoices, waiting, given back and dismissed. */
async function moneyAtAll(desk: MoneyDesk): Promise<number> {
  let sum = 0;
  for (const one of NUMBERS) {
    for (const { kind, amount } of await desk.ledger(one)) sum += reduces(kind) ? amount : -amount;
  }
  return desk.deps.db.read(async (tx) => {
    for (const { id, kind, amount, settled } of await unmatchedAfter(tx, { afterId: 0, limit: 100 })) {
      const matches = await matchesOf(tx, id);
      const off = matches.filter((one) => IS_OFF.includes(one.kind) && one.undoneAt === null);
      const left = off.reduce((all, one) => all + one.amount, amount - settled);
      sum += reduces(kind) ? left : -left;
    }
    return sum;
  });
}

it('whatever people do with unmatched money, nothing is lost, nothing is booked twice, and the books are sound', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deeds, { maxLength: 12 }), async (done) => {
      const desk = await moneyDesk();
      await desk.take(
        invoice('1001', 'K1'),
        invoice('1002', 'K1', { amount: 5_000 }),
        invoice('2001', 'K2'),
        ...told,
      );
      for (const one of done) await desk.take(deed(one as Omit<StagedDeed, 'id'> as never));
      expect(await moneyAtAll(desk)).toBe(ALL_TOLD);
      for (const one of NUMBERS) await desk.look(one);
      expect(await checkBooks(desk.deps.db, () => day('2026-11-27'))).toEqual([]);
      const rows = await desk.deps.db.read((tx) => unmatchedAfter(tx, { afterId: 0, limit: 100 }));
      for (const { settled, amount: all } of rows) {
        expect(settled).toBeGreaterThanOrEqual(0);
        expect(settled).toBeLessThanOrEqual(all);
      }
      const stages = await Promise.all(NUMBERS.map((one) => desk.row(one)));
      for (const { stage, openPrincipal } of stages) {
        expect(stage === 'PAID' || stage === 'CLOSED').toBe(openPrincipal === 0);
      }
    }),
    { numRuns: randomRuns(40) },
  );
}, 120_000);
