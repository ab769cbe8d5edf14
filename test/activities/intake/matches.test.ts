import { describe, expect, it } from 'vitest';
import { Deed } from '../../../contracts/unmatched.ts';
import { checkBooks } from '../../../db/books/books.ts';
import { matchesOf } from '../../../db/intake/matches.ts';
import { listTasks } from '../../../db/tasks/tasks.ts';
import { Because, Step } from '../../../domain/invoice/plan.ts';
import { EntryKind } from '../../../domain/kernel/ledger.ts';
import { booking, day, deed, entry, invoice, type MoneyDesk, moneyDesk } from './money-desk.ts';

const today = day('2026-11-27');

async function withMoney(amount: number, changes = {}): Promise<{ desk: MoneyDesk; id: number }> {
  const desk = await moneyDesk();
  await desk.take(invoice('1001', 'K1'), invoice('1002', 'K1', { amount: 5_000 }), invoice('2001', 'K2'));
  await desk.take(booking({ invoice: '1OO1', amount, externalId: 'bank-1', ...changes }));
  const [money] = await desk.unmatched();
  await desk.woken();
  return { desk, id: money!.id };
}

describe('Unmatched money', () => {
  it('is booked on the invoice that a person names, and its stage follows', async () => {
    const { desk, id } = await withMoney(8_000);
    expect(
      await desk.take(deed({ deed: Deed.MATCH, entry: id, parts: [{ invoice: '1001' }] })),
    ).toMatchObject({
      taken: 1,
    });
    expect(await desk.ledger('1001')).toMatchObject([
      { externalId: 'bank-1', kind: 'payment', amount: 8_000, bookedOn: day('2026-11-25'), by: 'test' },
    ]);
    expect(await desk.unmatched()).toEqual([]);
    expect(await desk.woken()).toEqual(['1001']);
    expect((await desk.look('1001')).stage).toBe('PAID');
  });

  it('is split over invoices of several customers; what is open is taken where no amount is named', async () => {
    const { desk, id } = await withMoney(10_000);
    const parts = [{ invoice: '1002' }, { invoice: '2001', amount: 2_000 }, { invoice: '1001' }];
    expect(await desk.take(deed({ deed: Deed.MATCH, entry: id, parts }))).toMatchObject({ refused: [] });
    const booked = await Promise.all(['1002', '2001', '1001'].map((number) => desk.ledger(number)));
    expect(booked.map(([one]) => one?.amount)).toEqual([5_000, 2_000, 3_000]);
    expect(await desk.unmatched()).toEqual([]);
  });

  it('waits with what is left of it', async () => {
    const { desk, id } = await withMoney(10_000);
    await desk.take(deed({ deed: Deed.MATCH, entry: id, parts: [{ invoice: '1001' }] }));
    expect(await desk.unmatched()).toMatchObject([{ id, amount: 10_000, settled: 8_000 }]);
  });

  it.each([
    ['an unknown invoice', [{ invoice: '9' }], 'there is no invoice "9"'],
    ['more than there is', [{ invoice: '1001', amount: 8_001 }], '80.01 is more than the 80.00 that is left'],
    [
      'more than the parts before it leave',
      [{ invoice: '1001' }, { invoice: '1002' }],
      'the parts before it take all of the money',
    ],
  ])('is left as it is when a match names %s', async (_, parts, says) => {
    const { desk, id } = await withMoney(8_000);
    const { refused } = await desk.take(deed({ deed: Deed.MATCH, entry: id, parts }));
    expect(refused).toEqual([expect.stringContaining(says)]);
    expect(await desk.unmatched()).toMatchObject([{ settled: 0 }]);
    expect(await desk.ledger('1001')).toEqual([]);
  });

  it('is not taken off an invoice that a return took it back from', async () => {
    const { desk, id } = await withMoney(8_000);
    await desk.take(deed({ deed: Deed.MATCH, entry: id, parts: [{ invoice: '1001' }] }));
    const back = { direction: 'out', isReturn: true, returnOf: 'bank-1' } as const;
    await desk.take(entry({ amount: 8_000, ...back }));
    const { refused } = await desk.take(deed({ deed: Deed.UNDO, entry: id }));
    expect(refused).toEqual([expect.stringContaining('taken back already')]);
    expect(await desk.unmatched()).toEqual([]);
  });

  it('is matched once for the id of the deed, and not twice under another', async () => {
    const { desk, id } = await withMoney(8_000);
    const match = deed({ deed: Deed.MATCH, entry: id, parts: [{ invoice: '1001' }], id: 'd-1' });
    expect(await desk.take(match)).toMatchObject({ taken: 1 });
    expect(await desk.take(match)).toMatchObject({ taken: 0, unchanged: 1 });
    const again = deed({ deed: Deed.MATCH, entry: id, parts: [{ invoice: '1001' }] });
    expect((await desk.take(again)).refused).toEqual([expect.stringContaining('nothing of')]);
    expect(await desk.ledger('1001')).toHaveLength(1);
  });

  it('is not matched under an id that did something else', async () => {
    const { desk, id } = await withMoney(8_000);
    await desk.take(
      deed({ deed: Deed.MATCH, entry: id, parts: [{ invoice: '1001', amount: 1 }], id: 'd-1' }),
    );
    const other = deed({ deed: Deed.MATCH, entry: id, parts: [{ invoice: '1001', amount: 2 }], id: 'd-1' });
    expect((await desk.take(other)).refused).toEqual([
      expect.stringContaining('was used for something else'),
    ]);
  });

  it('waits again when its match is taken back, and the invoice goes back with it', async () => {
    const { desk, id } = await withMoney(8_000);
    await desk.take(deed({ deed: Deed.MATCH, entry: id, parts: [{ invoice: '1001' }] }));
    expect((await desk.look('1001')).stage).toBe('PAID');
    await desk.take(deed({ deed: Deed.UNDO, entry: id, reason: 'wrong customer' }));
    expect(await desk.look('1001')).toMatchObject({ stage: 'OPEN', openPrincipal: 8_000 });
    expect((await desk.ledger('1001')).at(-1)).toMatchObject({
      kind: 'reversal',
      externalId: 'bank-1/undone',
      bookedOn: today,
    });
    await desk.take(deed({ deed: Deed.MATCH, entry: id, parts: [{ invoice: '2001' }] }));
    expect((await desk.look('2001')).stage).toBe('PAID');
    expect(await desk.unmatched()).toEqual([]);
    const rows = await desk.deps.db.read((tx) => matchesOf(tx, id));
    expect(rows.map(({ invoiceId, undoneBy, by }) => [invoiceId !== null, by, undoneBy])).toEqual([
      [true, 'test', 'test'],
      [true, 'test', null],
    ]);
  });

  it('may be taken back from one of its invoices only', async () => {
    const { desk, id } = await withMoney(13_000);
    await desk.take(deed({ deed: Deed.MATCH, entry: id, parts: [{ invoice: '1001' }, { invoice: '1002' }] }));
    await desk.take(deed({ deed: Deed.UNDO, entry: id, invoice: '1002' }));
    expect(await desk.unmatched()).toMatchObject([{ settled: 8_000 }]);
    expect((await desk.look('1001')).stage).toBe('PAID');
    expect((await desk.look('1002')).stage).toBe('OPEN');
  });

  it('keeps the letters of the customer back that it is assigned to, until it is given back', async () => {
    const { desk, id } = await withMoney(8_000);
    await desk.take(deed({ deed: Deed.ASSIGN, entry: id, customer: 'K2' }));
    expect(await desk.woken()).toEqual([]);
    expect(await desk.step('2001', Step.SEND_REMINDER)).toMatchObject({ because: Because.UNMATCHED_CREDIT });
    await desk.take(deed({ deed: Deed.RETURN, entry: id }));
    expect(await desk.woken()).toEqual(['2001']);
    await desk.step('2001', Step.SEND_REMINDER);
    expect((await desk.row('2001')).stage).toBe('REMINDED');
    expect(await desk.unmatched()).toEqual([]);
  });

  it('that was given back by mistake waits again', async () => {
    const { desk, id } = await withMoney(8_000);
    await desk.take(deed({ deed: Deed.RETURN, entry: id }), deed({ deed: Deed.UNDO, entry: id }));
    expect(await desk.unmatched()).toMatchObject([{ id, settled: 0 }]);
  });

  it('that is a reversal cannot be given back, but dismissed', async () => {
    const { desk, id } = await withMoney(8_000, { kind: EntryKind.REVERSAL });
    expect((await desk.take(deed({ deed: Deed.RETURN, entry: id }))).refused).toEqual([
      expect.stringContaining('dismiss it'),
    ]);
    await desk.take(deed({ deed: Deed.DISMISS, entry: id, reason: 'told twice' }));
    expect(await desk.unmatched()).toEqual([]);
  });

  it('leaves sound books, whatever was done with it', async () => {
    const { desk, id } = await withMoney(13_000);
    await desk.take(
      deed({ deed: Deed.MATCH, entry: id, parts: [{ invoice: '1001' }, { invoice: '1002' }] }),
      deed({ deed: Deed.UNDO, entry: id, invoice: '1001' }),
      deed({ deed: Deed.ASSIGN, entry: id, customer: 'K2' }),
      deed({ deed: Deed.RETURN, entry: id, amount: 1_000 }),
    );
    for (const number of ['1001', '1002', '2001']) await desk.look(number);
    expect(await checkBooks(desk.deps.db, () => today)).toEqual([]);
  });
});

describe('A booking under a wrong number', () => {
  it('is taken off its invoice by its external id and booked right', async () => {
    const desk = await moneyDesk();
    await desk.take(invoice('1001', 'K1'), invoice('2001', 'K2'));
    await desk.take(booking({ invoice: '1001', amount: 8_000, externalId: 'bank-7' }));
    expect((await desk.look('1001')).stage).toBe('PAID');
    expect(await desk.take(deed({ deed: Deed.UNDO, booking: 'bank-7' }))).toMatchObject({ taken: 1 });
    expect((await desk.look('1001')).stage).toBe('OPEN');
    const [money] = await desk.unmatched();
    expect(money).toMatchObject({ externalId: 'bank-7', invoiceNumber: '1001', settled: 0 });
    const right = booking({ invoice: '2001', amount: 8_000, externalId: 'bank-7' });
    await desk.take(right);
    expect((await desk.look('2001')).stage).toBe('PAID');
    expect(await desk.unmatched()).toEqual([]);
    // The corrected file may be read again.
    expect(await desk.take(right)).toMatchObject({ unchanged: 1, refused: [] });
    expect(await desk.ledger('2001')).toHaveLength(1);
  });

  it('told again under the wrong number stays taken back', async () => {
    const desk = await moneyDesk();
    await desk.take(invoice('1001', 'K1'));
    const wrong = booking({ invoice: '1001', amount: 8_000, externalId: 'bank-7' });
    await desk.take(wrong, deed({ deed: Deed.UNDO, booking: 'bank-7' }));
    expect(await desk.take(wrong)).toMatchObject({ unchanged: 1 });
    expect((await desk.look('1001')).stage).toBe('OPEN');
  });

  it.each([EntryKind.CHARGEBACK, EntryKind.REFUND, EntryKind.REVERSAL])(
    'that a %s took back is not taken off as well: its next payment would be eaten up, and the money be there twice',
    async (kind) => {
      const desk = await moneyDesk();
      const on = { invoice: '1001', amount: 8_000 };
      await desk.take(invoice('1001', 'K1'), booking({ ...on, externalId: 'p-1' }));
      await desk.take(booking({ ...on, externalId: 'b-1', kind }));
      const { refused } = await desk.take(deed({ deed: Deed.UNDO, booking: 'p-1' }));
      expect(refused).toEqual([expect.stringContaining('taken back already')]);
      expect(await desk.unmatched()).toEqual([]);
      await desk.take(booking({ ...on, externalId: 'p-2' }));
      expect(await desk.look('1001')).toMatchObject({ stage: 'PAID', openPrincipal: 0 });
      expect(await desk.take(deed({ deed: Deed.UNDO, booking: 'p-2' }))).toMatchObject({ taken: 1 });
      expect(await desk.look('1001')).toMatchObject({ openPrincipal: 8_000 });
    },
  );

  it('whose surplus was released is taken off once that is back on its invoice', async () => {
    const desk = await moneyDesk();
    await desk.take(invoice('1001', 'K1'), booking({ invoice: '1001', amount: 9_000, externalId: 'p-1' }));
    await desk.take(deed({ deed: Deed.RELEASE, surplusOf: '1001' }));
    const undo = () => desk.take(deed({ deed: Deed.UNDO, booking: 'p-1' }));
    expect((await undo()).refused).toEqual([expect.stringContaining('taken back already')]);
    const parts = [{ invoice: '1001', amount: 1_000 }];
    await desk.take(deed({ deed: Deed.MATCH, entry: 1, parts }));
    expect(await undo()).toMatchObject({ taken: 1 });
    expect(await desk.unmatched()).toMatchObject([{ amount: 9_000, settled: 0 }]);
  });

  it('is taken off once what took it back was', async () => {
    const desk = await moneyDesk();
    const on = { invoice: '1001', amount: 8_000 };
    await desk.take(invoice('1001', 'K1'), booking({ ...on, externalId: 'p-1' }));
    await desk.take(booking({ ...on, externalId: 'b-1', kind: EntryKind.CHARGEBACK }));
    const undo = (booking: string) => desk.take(deed({ deed: Deed.UNDO, booking }));
    expect(await undo('b-1')).toMatchObject({ taken: 1 });
    expect(await undo('p-1')).toMatchObject({ taken: 1 });
    expect(await desk.look('1001')).toMatchObject({ openPrincipal: 8_000, surplus: 0 });
    expect((await desk.unmatched()).map(({ externalId }) => externalId)).toEqual(['b-1', 'p-1']);
  });

  it.each([
    ['a part of matched money', 'bank-1/match/1'],
    ['what met a booking that was taken back', 'bank-8/undone'],
    ['a surplus that was released', 'surplus/2001/2'],
  ])('is not %s: that is money of its own, which would be there twice', async (_, externalId) => {
    const { desk, id } = await withMoney(8_000);
    await desk.take(
      booking({ invoice: '2001', amount: 9_000, externalId: 'bank-9' }),
      deed({ deed: Deed.RELEASE, surplusOf: '2001' }),
      booking({ invoice: '1002', amount: 1_000, externalId: 'bank-8' }),
      deed({ deed: Deed.MATCH, entry: id, parts: [{ invoice: '1001', amount: 7_000 }] }),
      deed({ deed: Deed.UNDO, booking: 'bank-8' }),
    );
    const before = await desk.unmatched();
    const { refused } = await desk.take(deed({ deed: Deed.UNDO, booking: externalId }));
    expect(refused).toEqual([expect.stringContaining('was not told from outside')]);
    expect(await desk.unmatched()).toEqual(before);
  });

  it.each([
    ['settlement/1001/1/0', EntryKind.WAIVER],
    ['case/1001-1/receipt/r-1/1001', EntryKind.PAYMENT],
  ])('that was not told from outside (%s) is changed where it was made', async (externalId, kind) => {
    const desk = await moneyDesk();
    await desk.take(invoice('1001', 'K1'), booking({ invoice: '1001', amount: 100, externalId, kind }));
    const { refused } = await desk.take(deed({ deed: Deed.UNDO, booking: externalId }));
    expect(refused).toEqual([expect.stringContaining('was not told from outside')]);
  });
});

describe('What was paid too much', () => {
  it('is taken off its invoice and matched with another of the customer', async () => {
    const desk = await moneyDesk();
    await desk.take(invoice('W-8', 'K70', { amount: 10_000 }), invoice('W-12', 'K70'));
    await desk.take(booking({ invoice: 'W-8', amount: 15_000 }));
    await desk.look('W-8');
    await desk.take(deed({ deed: Deed.RELEASE, surplusOf: 'W-8' }));
    const [money] = await desk.unmatched();
    expect(money).toMatchObject({ amount: 5_000, text: 'surplus of W-8' });
    expect(await desk.look('W-8')).toMatchObject({ stage: 'PAID', surplus: 0 });
    expect(await desk.step('W-12', Step.SEND_REMINDER)).toMatchObject({ because: Because.UNMATCHED_CREDIT });
    await desk.take(deed({ deed: Deed.MATCH, entry: money!.id, parts: [{ invoice: 'W-12' }] }));
    expect(await desk.look('W-12')).toMatchObject({ openPrincipal: 3_000 });
    await desk.step('W-12', Step.SEND_REMINDER);
    expect((await desk.row('W-12')).stage).toBe('REMINDED');
  });

  it.each([
    [4_999, []],
    [5_000, []],
    [5_001, [expect.stringContaining('50.01 is more than the 50.00')]],
  ])('is no more than that: %i', async (amount, refusals) => {
    const desk = await moneyDesk();
    await desk.take(invoice('W-8', 'K70', { amount: 10_000 }), booking({ invoice: 'W-8', amount: 15_000 }));
    const { refused } = await desk.take(deed({ deed: Deed.RELEASE, surplusOf: 'W-8', amount }));
    expect(refused).toEqual(refusals);
  });
});

describe('The task for unmatched money', () => {
  const tasks = (desk: MoneyDesk) =>
    desk.deps.db.read(async (tx) =>
      (await listTasks(tx, { creditor: 'waitc', limit: 10 })).map(
        ({ subject, about }) => `${subject} ${about}`,
      ),
    );

  it('is the creditor’s while nobody knows whose it is, then the customer’s, and ends with the money', async () => {
    const { desk, id } = await withMoney(8_000);
    expect(await tasks(desk)).toEqual(['creditor waitc']);
    await desk.take(deed({ deed: Deed.ASSIGN, entry: id, customer: 'K2' }));
    expect(await tasks(desk)).toEqual(['customer K2']);
    await desk.take(deed({ deed: Deed.MATCH, entry: id, parts: [{ invoice: '2001' }] }));
    expect(await tasks(desk)).toEqual([]);
    await desk.take(deed({ deed: Deed.UNDO, entry: id }));
    expect(await tasks(desk)).toEqual(['creditor waitc']);
  });

  it('stands while part of the money does', async () => {
    const { desk, id } = await withMoney(8_001);
    await desk.take(deed({ deed: Deed.MATCH, entry: id, parts: [{ invoice: '1001' }] }));
    expect(await tasks(desk)).toEqual(['creditor waitc']);
    await desk.take(deed({ deed: Deed.RETURN, entry: id }));
    expect(await tasks(desk)).toEqual([]);
  });
});

describe('Two bookings that a wrong number left behind', () => {
  it('are found and ended: the payment that was corrected, and the reversal that named no invoice', async () => {
    const desk = await moneyDesk();
    await desk.take(invoice('RE-2026/102', 'K1', { amount: 1_200 }));
    const at = (invoice: string, externalId: string, kind: EntryKind = EntryKind.PAYMENT) =>
      booking({ invoice, amount: 1_200, externalId, kind });
    await desk.take(at('RE2026-999', 'bank-7'));
    await desk.take(at('RE-2026/999', 'bank-7-rev', EntryKind.REVERSAL), at('RE-2026/102', 'bank-7b'));
    const waiting = await desk.unmatched();
    expect(waiting.map(({ externalId }) => externalId)).toEqual(['bank-7', 'bank-7-rev']);
    for (const { id } of waiting) await desk.take(deed({ deed: Deed.DISMISS, entry: id, reason: 'bank-7b' }));
    expect(await desk.unmatched()).toEqual([]);
    expect((await desk.look('RE-2026/102')).stage).toBe('PAID');
  });
});
