import { describe, expect, it } from 'vitest';
import { Because, Step } from '../../../domain/invoice/plan.ts';
import { EntryKind } from '../../../domain/kernel/ledger.ts';
import { booking, day, invoice, moneyDesk } from './money-desk.ts';

const LATER = { dueOn: day('2026-12-19') };

describe('A reminder waits for unmatched money of its customer', () => {
  it('also when it was booked a moment before on another invoice, whose row does not say so yet', async () => {
    const desk = await moneyDesk();
    await desk.take(invoice('W-8', 'K70', { ...LATER, amount: 10_000 }), invoice('W-12', 'K70'));
    await desk.take(booking({ invoice: 'W-8', amount: 15_000 }));
    expect((await desk.row('W-8')).surplus).toBe(0);
    expect(await desk.step('W-12', Step.SEND_REMINDER)).toMatchObject({
      step: Step.WAIT,
      because: Because.UNMATCHED_CREDIT,
    });
    expect((await desk.row('W-12')).stage).toBe('OPEN');
  });

  it('and in the same batch', async () => {
    const desk = await moneyDesk();
    await desk.take(
      invoice('W-8', 'K70', { ...LATER, amount: 10_000 }),
      invoice('W-12', 'K70'),
      booking({ invoice: 'W-8', amount: 15_000 }),
    );
    expect(await desk.step('W-12', Step.SEND_REMINDER)).toMatchObject({ because: Because.UNMATCHED_CREDIT });
  });

  it('and goes on when that is given back before the other invoice has looked at it', async () => {
    const desk = await moneyDesk();
    await desk.take(invoice('W-8', 'K70', { ...LATER, amount: 10_000 }), invoice('W-12', 'K70'));
    await desk.take(booking({ invoice: 'W-8', amount: 15_000 }));
    await desk.step('W-12', Step.SEND_REMINDER);
    await desk.woken();
    await desk.take(booking({ invoice: 'W-8', amount: 5_000, kind: EntryKind.REFUND }));
    expect(await desk.woken()).toEqual(['W-12', 'W-8']);
  });

  it('but not for that of another customer', async () => {
    const desk = await moneyDesk();
    await desk.take(invoice('W-8', 'K70', LATER), invoice('W-12', 'K71'));
    await desk.take(booking({ invoice: 'W-8', amount: 15_000 }));
    await desk.step('W-12', Step.SEND_REMINDER);
    expect((await desk.row('W-12')).stage).toBe('REMINDED');
  });

  it.each([EntryKind.PAYMENT, EntryKind.CREDIT])(
    'when a %s names the customer and no invoice',
    async (kind) => {
      const desk = await moneyDesk();
      await desk.take(invoice('W-17', 'K71'));
      expect(await desk.take(booking({ customer: 'K71', amount: 20_000, kind }))).toMatchObject({ taken: 1 });
      expect(await desk.step('W-17', Step.SEND_REMINDER)).toMatchObject({
        because: Because.UNMATCHED_CREDIT,
      });
    },
  );

  it('when a credit note names the customer and a number of its own', async () => {
    const desk = await moneyDesk();
    await desk.take(
      booking({ invoice: 'CN-9', customer: 'K71', amount: 20_000, kind: EntryKind.CREDIT }),
      invoice('W-17', 'K71'),
    );
    expect(await desk.step('W-17', Step.SEND_REMINDER)).toMatchObject({ because: Because.UNMATCHED_CREDIT });
  });
});

describe('A booking whose invoice is not known yet', () => {
  it('waits for it and moves onto it when it comes; told again, it is known', async () => {
    const desk = await moneyDesk();
    const early = booking({ invoice: '2002', amount: 8_000, externalId: 'bank-1' });
    expect(await desk.take(early)).toMatchObject({ taken: 1 });
    expect(await desk.take(early)).toMatchObject({ unchanged: 1 });
    expect(await desk.take(booking({ invoice: '2002', amount: 1, externalId: 'bank-1' }))).toMatchObject({
      refused: [expect.stringContaining('"bank-1" was booked before')],
    });
    await desk.take(invoice('2002', 'K1'));
    expect(await desk.row('2002')).toMatchObject({ stage: 'PAID', openPrincipal: 0 });
    expect(await desk.ledger('2002')).toMatchObject([{ externalId: 'bank-1', amount: 8_000 }]);
    expect(await desk.unmatched()).toEqual([]);
    expect(await desk.take(early)).toMatchObject({ unchanged: 1 });
    expect(await desk.take(booking({ invoice: '4004', amount: 8_000, externalId: 'bank-1' }))).toMatchObject({
      refused: [expect.stringContaining('dunwell unmatched undo')],
    });
  });

  it('is kept with where it stands in its file', async () => {
    const desk = await moneyDesk();
    await desk.take(booking({ invoice: 'X-1', amount: 100, file: 'bank.csv' }));
    expect(await desk.unmatched()).toMatchObject([{ file: 'bank.csv', line: 2, batchId: 'batch-1' }]);
  });

  it('is corrected by telling it again with the right number', async () => {
    const desk = await moneyDesk();
    await desk.take(invoice('RE-2026/102', 'K1'));
    await desk.take(booking({ invoice: 'RE2026-999', amount: 1_200, externalId: 'bank-7' }));
    const right = booking({ invoice: 'RE-2026/102', amount: 1_200, externalId: 'bank-7' });
    expect(await desk.take(right)).toMatchObject({ taken: 1, refused: [] });
    expect(await desk.ledger('RE-2026/102')).toMatchObject([{ externalId: 'bank-7', amount: 1_200 }]);
    expect(await desk.unmatched()).toEqual([]);
    expect(await desk.take(right)).toMatchObject({ unchanged: 1 });
  });
});
