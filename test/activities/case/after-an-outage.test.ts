import { describe, expect, it } from 'vitest';
import { caseActivities } from '../../../activities/case/case-activities.ts';
import { RowKind } from '../../../contracts/intake.ts';
import { completeBatch, stageBatch, stageRows } from '../../../db/intake/intake.ts';
import { day } from '../../db/samples.ts';
import { CaseDesk, Killed } from './case-desk.ts';

describe('a case whose worker was away', () => {
  it('reads what the collector reported before its time runs out', async () => {
    const desk = await CaseDesk.open();
    await desk.invoice('1001');
    const reference = await desk.start('1001');
    await desk.say(reference, 'markAsPrepared');
    desk.at('2027-06-03T08:00:00Z');
    const receipts = [{ id: 'r1', amount: 4_000, currency: 'EUR', on: 20_900 }];
    await desk.report(reference, { revision: 1, status: 'accepted', receipts });
    expect(await desk.row(reference)).toMatchObject({
      state: 'CLOSED',
      outcome: 'TIMED_OUT',
      collected: 4_000,
      attention: null,
    });
    expect(await desk.invoiceRow('1001')).toMatchObject({ stage: 'NOTICED', openPrincipal: 6_000 });
  });

  it.each([
    ['absent', []],
    ['unknown', ['order', 'booking/paid']],
  ] as const)(
    'keeps an order back that was paid since its attempt was cut off, if the collector says it is %s',
    async (trace, has) => {
      const desk = await CaseDesk.open();
      await desk.invoice('1001');
      const reference = await desk.start('1001');
      desk.collector.traces = trace;
      desk.collector.answers = [new Error('cut off')];
      desk.killedAfter = 2;
      await expect(desk.say(reference, 'markAsPrepared')).rejects.toThrow(Killed);
      desk.killedAfter = null;

      await desk.book('1001', 'payment', 10_000, 'paid');
      desk.at('2026-06-03T08:00:00Z');
      await desk.run(reference);
      expect(desk.collector.keys.filter((key) => !key.startsWith('pause'))).toEqual(has);
      expect(await desk.row(reference)).toMatchObject({ attention: 'PRINCIPAL_PAID' });
    },
  );

  it('keeps back an order that was cut off when its payment is staged and not yet taken in', async () => {
    const desk = await CaseDesk.open();
    await desk.invoice('1001');
    const reference = await desk.start('1001');
    desk.collector.traces = 'absent';
    desk.collector.answers = [new Error('cut off')];
    desk.killedAfter = 2;
    await expect(desk.say(reference, 'markAsPrepared')).rejects.toThrow(Killed);
    desk.killedAfter = null;

    desk.at('2026-06-03T08:00:00Z');
    const paid = { invoice: '1001', amount: 10_000, currency: 'EUR', externalId: 'p', kind: 'payment' };
    const body = { ...paid, bookedOn: day('2026-06-02') };
    await desk.db.transaction(async (tx) => {
      await stageBatch(tx, { id: 'b', creditor: 'acme', by: 'test', at: desk.now });
      await stageRows(tx, 'b', [{ seq: 1, line: 1, kind: RowKind.PAYMENT, body }]);
      await completeBatch(tx, 'b', 1, desk.now);
    });
    // As its timer does: nobody has looked at the case since the payment was told.
    const input = { creditor: 'acme', reference, asOf: desk.now };
    await caseActivities(desk.deps).handOverInstruction(input);
    await desk.run(reference);
    expect(desk.collector.keys).not.toContain('order');
    expect(await desk.row(reference)).toMatchObject({ attention: 'PRINCIPAL_PAID' });
  });

  it('hands over an order that was cut off and is still owed', async () => {
    const desk = await CaseDesk.open();
    await desk.invoice('1001');
    const reference = await desk.start('1001');
    desk.collector.traces = 'absent';
    desk.collector.answers = [new Error('cut off')];
    desk.killedAfter = 2;
    await expect(desk.say(reference, 'markAsPrepared')).rejects.toThrow(Killed);
    desk.killedAfter = null;
    desk.at('2026-06-03T08:00:00Z');
    await desk.run(reference);
    expect(desk.collector.keys).toEqual(['order']);
    expect(await desk.row(reference)).toMatchObject({ state: 'PROCESSING' });
  });
});
