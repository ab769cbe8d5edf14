import { describe, expect, it } from 'vitest';
import { completeBatch, stageBatch, stageRows } from '../../../db/intake/intake.ts';
import { day } from '../../db/samples.ts';
import { AgreementDesk } from './agreement-desk.ts';

const BOTH = ['1001', '1002'] as const;
const TWO_PARTS = { instalments: 2, firstOn: '2026-03-02', with: ['1002'] };

async function agreed(): Promise<AgreementDesk> {
  const desk = await AgreementDesk.open(...BOTH, '1003');
  expect(await desk.say('1001', 'agreePlan', TWO_PARTS, 'first')).toBe(
    'Agreed: 200.00 EUR is paid in 2 instalments, from 2026-03-02 to 2026-04-02; until then it is not dunned.',
  );
  return desk;
}

describe('a payment plan about two invoices', () => {
  it('pauses both in the transaction that makes it, and is made once however often it is sent', async () => {
    const desk = await agreed();
    await desk.say('1001', 'agreePlan', TWO_PARTS, 'first');
    await desk.until('2026-02-28T12:00:00Z', ...BOTH);
    for (const number of BOTH) {
      expect(await desk.desk.invoiceRow(number)).toMatchObject({ held: true, because: 'AGREEMENT_JUDGED' });
      expect(await desk.status(number)).toEqual(['payment plan: ACTIVE']);
    }
    expect(await desk.status('1003')).toEqual([]);
    expect(await desk.events(1)).toEqual(['ACTIVE 2026-02-10 by anna']);
  });

  it('is kept by what is paid on either', async () => {
    const desk = await agreed();
    await desk.until('2026-03-02T12:00:00Z', ...BOTH);
    await desk.book('1002', 'payment', 10_000, '2026-03-02');
    await desk.until('2026-04-02T12:00:00Z', ...BOTH);
    expect((await desk.desk.invoiceRow('1002')).stage).toBe('PAID');
    expect(await desk.status('1001')).toEqual(['payment plan: ACTIVE']);
    await desk.book('1001', 'payment', 10_000, '2026-04-02');
    expect(await desk.status('1001')).toEqual(['payment plan: COMPLETED']);
    expect(await desk.events(1)).toEqual(['ACTIVE 2026-02-10 by anna', 'COMPLETED 2026-04-02 by dunwell']);
    expect(await desk.tasks()).toEqual([]);
  });

  it('broken ends for both, with one task, whichever of them looks first', async () => {
    for (const order of [BOTH, ['1002', '1001']]) {
      const desk = await agreed();
      await desk.until('2026-03-05T22:59:59Z', ...order);
      expect(await desk.tasks()).toEqual([]);
      await desk.until('2026-03-05T23:00:00Z', ...order);
      expect(await desk.status('1001')).toEqual(['payment plan: BROKEN']);
      expect(await desk.tasks()).toEqual(['BROKEN_PLAN 1001 1']);
      for (const number of BOTH) {
        expect(await desk.desk.invoiceRow(number)).toMatchObject({ held: false, nextStep: 'sendReminder' });
        expect((await desk.desk.invoiceRow(number)).anchorOn).toBe(day('2026-03-06'));
      }
    }
  });

  it('broken is decided and told once, whatever is killed and however often it is looked', async () => {
    for (const transactions of [0, 1, 2]) {
      const desk = await agreed();
      await desk.until('2026-03-05T22:59:59Z', ...BOTH);
      desk.desk.killedAfter = transactions;
      desk.desk.at('2026-03-06T08:00:00Z');
      await desk.step('1001');
      desk.desk.killedAfter = null;
      await desk.relay();
      for (let i = 0; i < 100; i++) await desk.say(BOTH[i % 2] ?? '', 'reconsider');
      expect(await desk.events(1)).toEqual(['ACTIVE 2026-02-10 by anna', 'BROKEN 2026-03-06 by dunwell']);
      expect(await desk.tasks()).toEqual(['BROKEN_PLAN 1001 1']);
    }
  });

  it('is not broken while a payment that was told is not taken in', async () => {
    const desk = await agreed();
    await desk.until('2026-03-05T22:59:59Z', ...BOTH);
    desk.desk.at('2026-03-06T08:00:00Z');
    await desk.desk.db.transaction(async (tx) => {
      await stageBatch(tx, { id: 'late', creditor: 'acme', by: 'bank', at: desk.desk.now });
      const payment = { invoice: '1002', amount: 10_000, currency: 'EUR', kind: 'payment' };
      const body = { ...payment, bookedOn: day('2026-03-05'), externalId: 'b-1' };
      await stageRows(tx, 'late', [{ seq: 1, kind: 'payment', line: 2, body }]);
      await completeBatch(tx, 'late', 1, desk.desk.now);
    });
    await desk.step('1001');
    expect(await desk.status('1001')).toEqual(['payment plan: ACTIVE']);
    expect(await desk.tasks()).toEqual([]);
  });

  it('is decided again by the ledger when an instalment is charged back', async () => {
    const desk = await agreed();
    await desk.until('2026-03-02T12:00:00Z', ...BOTH);
    await desk.book('1002', 'payment', 10_000, '2026-03-02');
    await desk.until('2026-03-16T12:00:00Z', ...BOTH);
    await desk.book('1002', 'chargeback', 10_000, '2026-03-16');
    expect(await desk.status('1001')).toEqual(['payment plan: ACTIVE']);
    await desk.until('2026-03-17T12:00:00Z', ...BOTH);
    expect(await desk.events(1)).toEqual(['ACTIVE 2026-02-10 by anna', 'BROKEN 2026-03-17 by dunwell']);
    expect(await desk.desk.invoiceRow('1002')).toMatchObject({ stage: 'REMINDED', held: false });
  });

  it('cancelled at one of them ends for both', async () => {
    const desk = await agreed();
    expect(await desk.say('1002', 'cancelAgreement', { reason: 'moved' })).toBe(
      'The payment plan 1 is cancelled; dunning goes on.',
    );
    await desk.relay();
    for (const number of BOTH) {
      expect(await desk.desk.invoiceRow(number)).toMatchObject({ held: false, nextStep: 'sendReminder' });
    }
    expect(await desk.events(1)).toEqual(['ACTIVE 2026-02-10 by anna', 'CANCELLED 2026-02-10 by anna']);
    expect(await desk.tasks()).toEqual([]);
  });

  it('ends when one of its invoices goes to debt collection', async () => {
    const desk = await agreed();
    await desk.desk.start('1002');
    await desk.relay();
    expect(await desk.status('1001')).toEqual(['payment plan: CANCELLED']);
    expect(await desk.desk.invoiceRow('1001')).toMatchObject({ held: false });
  });

  it.each([
    [{ with: ['1004'] }, 'refused: Creditor acme has no invoice 1004.'],
    [{ with: ['2001'] }, "refused: Invoice 2001 is another customer's."],
    [{ with: ['3001'] }, 'refused: Invoice 3001 is in USD, not in EUR.'],
    [{ with: ['1002'] }, 'refused: Invoice 1002 has payment plan 1: cancel that first (`cancelAgreement`).'],
    [{ with: ['1001'] }, /^refused: Invoice 1001 has payment plan 1/],
    [{ with: 'x' }, 'refused: `with` of agreePlan must be a list of texts.'],
  ])('about %o is refused, and nothing changes', async (fields, says) => {
    const desk = await agreed();
    const { customerId } = await desk.desk.invoiceRow('1001');
    await desk.desk.invoice('2001');
    await desk.desk.invoice('3001', { customerId, currency: 'USD' });
    const first = 'with' in fields && fields.with[0] === '1001' ? '1001' : '1003';
    const before = await desk.desk.invoiceRow(first);
    expect(await desk.say(first, 'agreePlan', { ...TWO_PARTS, ...fields })).toMatch(says);
    expect((await desk.desk.invoiceRow(first)).held).toBe(before.held);
  });
});

it('a promise to pay that is not kept asks a person, and dunning goes on with a gap', async () => {
  const desk = await AgreementDesk.open('1001');
  await desk.say('1001', 'agreePromise', { amount: '50.00', dueOn: '2026-03-02' });
  await desk.until('2026-03-06T08:00:00Z', '1001');
  expect(await desk.tasks()).toEqual(['BROKEN_PROMISE 1001 1']);
  // 21 days after the due date, and 24 of the promise; ten after it was broken would have been the day before.
  await desk.until('2026-03-17T16:00:00Z', '1001');
  expect(await desk.desk.invoiceRow('1001')).toMatchObject({ levelsDone: 2, anchorOn: day('2026-03-17') });
});
