import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { relayWakes } from '../../../activities/wake/relay-wakes.ts';
import { casesOf } from '../../../db/case/cases.ts';
import { hasEnded } from '../../../domain/invoice/stage.ts';
import { EntryKind } from '../../../domain/kernel/ledger.ts';
import { randomRuns } from '../../db/test-database.ts';
import { endOf, foldUpTo } from '../../domain/kernel/independent-fold.ts';
import { booking, day, invoice, type MoneyDesk, moneyDesk, NOW, type Row } from './money-desk.ts';

const TO_CASE = '  onChargeback: case\n';
const ISSUED = day('2026-10-20');
const TODAY = day('2026-11-27');
/** Nothing is due yet: only the ledger moves it. */
const LATER = { dueOn: day('2026-12-19'), amount: 10_000 };

/** Takes each file in, and does what its workflow would whenever one is woken. */
async function takeFiles(desk: MoneyDesk, number: string, files: readonly (readonly Row[])[]) {
  for (const file of files) {
    expect(await desk.take(...file)).toMatchObject({ refused: [] });
    await relayWakes(desk.deps, NOW, () => undefined);
    const row = await desk.row(number);
    if (row !== undefined && (!hasEnded(row.stage) || row.stage === 'PAID')) await desk.look(number);
  }
  return desk.row(number);
}

const cases = async ({ deps }: MoneyDesk, id: number) => (await deps.db.read((tx) => casesOf(tx, id))).length;

describe('a payment and its chargeback', () => {
  const paid = booking({ invoice: 'CB1', amount: 10_000, bookedOn: day('2026-10-30'), externalId: '1' });
  const back = booking({
    invoice: 'CB1',
    amount: 10_000,
    kind: EntryKind.CHARGEBACK,
    bookedOn: TODAY,
    externalId: '2',
  });
  const cb1 = invoice('CB1', 'X1', LATER);

  it.each<[string, Row[][]]>([
    ['in one file', [[cb1], [paid, back]]],
    ['in one file, the chargeback first', [[cb1], [back, paid]]],
    ['in two files', [[cb1], [paid], [back]]],
    ['in two files, the chargeback first', [[cb1], [back], [paid]]],
    ['before their invoice', [[paid, back], [cb1]]],
    ['around their invoice', [[back], [cb1], [paid]]],
  ])('%s open the case once', async (_, files) => {
    const desk = await moneyDesk(TO_CASE);
    const row = await takeFiles(desk, 'CB1', files);
    expect(row).toMatchObject({ stage: 'TRANSFERRED', transferredOn: TODAY, openPrincipal: 10_000 });
    expect(await cases(desk, row.id)).toBe(1);
  });
});

describe('a chargeback without its payment', () => {
  it('demands what was owed, is a task, and is met by the payment when that comes', async () => {
    const desk = await moneyDesk();
    const back = booking({
      invoice: 'F-52',
      amount: 10_000,
      kind: EntryKind.CHARGEBACK,
      bookedOn: day('2026-11-26'),
    });
    const row = await takeFiles(desk, 'F-52', [[invoice('F-52', 'K1', LATER)], [back]]);
    expect(row).toMatchObject({
      stage: 'OPEN',
      openPrincipal: 10_000,
      attention: 'REVERSAL_WITHOUT_PAYMENT',
    });
    const met = await takeFiles(desk, 'F-52', [
      [booking({ invoice: 'F-52', amount: 10_000, bookedOn: TODAY })],
    ]);
    expect(met).toMatchObject({ stage: 'OPEN', openPrincipal: 10_000, attention: null });
  });
});

describe('a charge or a reversal that the stage does not follow', () => {
  it('is a task on the invoice, though its path has ended', async () => {
    const desk = await moneyDesk();
    const charged = await takeFiles(desk, 'A', [
      [invoice('A', 'K1', LATER)],
      [booking({ invoice: 'A', amount: 15_000, bookedOn: day('2026-11-02') })],
      [booking({ invoice: 'A', amount: 5_000, kind: EntryKind.REFUND, bookedOn: day('2026-11-10') })],
      [booking({ invoice: 'A', amount: 500, kind: EntryKind.FEE, bookedOn: day('2026-11-20') })],
    ]);
    expect(charged).toMatchObject({ stage: 'PAID', openFees: 500, attention: 'CHARGE_AFTER_PAYMENT' });
    const reversed = await takeFiles(desk, 'B', [
      [invoice('B', 'K2', LATER)],
      [booking({ invoice: 'B', amount: 10_000, kind: EntryKind.CREDIT, bookedOn: day('2026-11-02') })],
      [booking({ invoice: 'B', amount: 4_000, kind: EntryKind.REVERSAL, bookedOn: day('2026-11-10') })],
    ]);
    expect(reversed).toMatchObject({ stage: 'CLOSED', openPrincipal: 4_000, attention: 'OPEN_AFTER_CLOSE' });
  });

  it('a booking dated before a credit brings a closed invoice back on its path, and wakes it', async () => {
    const desk = await moneyDesk();
    const row = await takeFiles(desk, 'C', [
      [invoice('C', 'K3', LATER)],
      [booking({ invoice: 'C', amount: 10_000, kind: EntryKind.CREDIT, bookedOn: day('2026-11-10') })],
      [booking({ invoice: 'C', amount: 500, kind: EntryKind.FEE, bookedOn: day('2026-11-09') })],
    ]);
    expect(row).toMatchObject({ stage: 'OPEN', closeReason: null, openFees: 500, nextStep: 'wait' });
  });
});

it('any bookings, in files cut anywhere, lead to the stage and amounts of an independent fold', async () => {
  const bookings = fc.array(
    fc.record({
      kind: fc.oneof(fc.constant(EntryKind.PAYMENT), fc.constantFrom(...Object.values(EntryKind))),
      amount: fc.oneof(fc.constantFrom(10, 20), fc.integer({ min: 1, max: 25 })),
      after: fc.integer({ min: -2, max: 8 }),
      place: fc.nat(1000),
      file: fc.nat(4),
    }),
    { maxLength: 7 },
  );
  const desks = { reopen: await moneyDesk(), case: await moneyDesk(TO_CASE) };
  let count = 0;
  await fc.assert(
    fc.asyncProperty(
      bookings,
      fc.nat(4),
      fc.constantFrom('reopen' as const, 'case' as const),
      async (made, invoiceFile, onChargeback) => {
        const number = `N-${++count}`;
        const desk = desks[onChargeback];
        const booked = made.map(({ after, kind, ...one }, i) => ({
          ...one,
          kind,
          bookedOn: ISSUED + after,
          externalId: `${number}/x${i}`,
        }));
        const inPlace = [...booked].sort((a, b) => a.place - b.place);
        const files = [0, 1, 2, 3, 4].map((file) => [
          ...(file === invoiceFile ? [invoice(number, number, { ...LATER, amount: 20 })] : []),
          ...inPlace
            .filter((one) => one.file === file)
            .map(({ kind, amount, bookedOn, externalId }) =>
              booking({ invoice: number, kind, amount, bookedOn, externalId }),
            ),
        ]);
        const row = await takeFiles(desk, number, files);
        const ledger = (await desk.ledger(number)).map((entry) => ({
          ...entry,
          externalId: entry.externalId.split('/')[1]!,
        }));
        expect(ledger).toHaveLength(made.length);
        const { open, surplus } = foldUpTo(20, ledger, TODAY);
        expect(row).toMatchObject({
          openPrincipal: open.principal,
          openFees: open.fees,
          openInterest: open.interest,
          openCosts: open.costs,
          surplus,
        });
        expect(await cases(desk, row.id)).toBe(row.stage === 'TRANSFERRED' ? 1 : 0);
        // What a file in between made of it has left the house.
        if (row.stage === 'TRANSFERRED' || onChargeback === 'case') return;
        const end = endOf({ amount: 20, startsOn: ISSUED, ledger }, TODAY, onChargeback);
        const stage = row.stage === 'CLOSED' ? row.closeReason : row.stage === 'PAID' ? 'PAID' : 'path';
        expect({ stage, on: row.paidOn ?? row.closedOn }).toEqual(end);
      },
    ),
    { numRuns: randomRuns(150) },
  );
});
