import { describe, expect, it } from 'vitest';
import { caseActivities } from '../../../activities/case/case-activities.ts';
import { RowKind } from '../../../contracts/intake.ts';
import { completeBatch, stageBatch, stageRows } from '../../../db/intake/intake.ts';
import type { Trace } from '../../../gateways/port.ts';
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

  /** A case whose order was on its way when the worker was killed; the collector was not reached. */
  async function cutOff(trace: Trace | Error): Promise<{ desk: CaseDesk; reference: string }> {
    const desk = await CaseDesk.open();
    await desk.invoice('1001');
    const reference = await desk.start('1001');
    desk.collector.traces = trace;
    desk.collector.answers = [new Error('cut off')];
    desk.killedAfter = 2;
    await expect(desk.say(reference, 'markAsPrepared')).rejects.toThrow(Killed);
    desk.killedAfter = null;
    expect(desk.collector.attempts).toHaveLength(1);
    return { desk, reference };
  }

  const NO_ANSWER = new Error('it does not answer');

  it.each([
    { trace: 'absent', what: 'it never came', state: 'planned', tasks: ['PRINCIPAL_PAID'] },
    {
      trace: 'unknown',
      what: 'it cannot tell',
      state: 'uncertain',
      tasks: ['PRINCIPAL_PAID', 'ORDER_UNCERTAIN'],
    },
    { trace: NO_ANSWER, what: 'nothing', state: 'uncertain', tasks: ['PRINCIPAL_PAID', 'ORDER_UNCERTAIN'] },
  ] as const)(
    'hands no order over that was paid since its attempt was cut off, when the collector says $what',
    async ({ trace, state, tasks }) => {
      const { desk, reference } = await cutOff(trace);
      await desk.book('1001', 'payment', 10_000, 'paid');
      desk.at('2026-06-03T08:00:00Z');
      await desk.run(reference);
      expect(desk.collector.attempts).toHaveLength(1);
      expect(await desk.order(reference)).toMatchObject({ state });
      expect((await desk.row(reference)).attention).toBe('PRINCIPAL_PAID');
      expect(await desk.tasks(reference)).toEqual(tasks);
    },
  );

  it.each(['delivered', 'handed over'] as const)(
    'notes an order that was paid since and %s before, without another attempt, and tells of the payment',
    async (trace) => {
      const { desk, reference } = await cutOff(trace);
      await desk.book('1001', 'payment', 10_000, 'paid');
      desk.at('2026-06-03T08:00:00Z');
      await desk.run(reference);
      expect(desk.collector.attempts.filter(({ content }) => content.kind === 'order')).toHaveLength(1);
      expect(await desk.order(reference)).toMatchObject({ state: trace });
      expect(desk.collector.keys.filter((key) => !key.startsWith('pause'))).toEqual(['booking/paid']);
    },
  );

  it('hands no order over while its case is paused and the collector cannot tell', async () => {
    const { desk, reference } = await cutOff('unknown');
    await desk.say(reference, 'pause', { reason: 'operator' });
    desk.at('2026-06-03T08:00:00Z');
    await desk.run(reference);
    expect(desk.collector.attempts).toHaveLength(1);
    expect(await desk.order(reference)).toMatchObject({ state: 'uncertain' });
  });

  it('an order of unknown fate goes its way by the word of a person, and not while it is paid', async () => {
    const { desk, reference } = await cutOff('unknown');
    await desk.book('1001', 'payment', 10_000, 'paid');
    desk.at('2026-06-03T08:00:00Z');
    await desk.run(reference);
    const { key } = await desk.order(reference);
    expect(
      await desk.sayAs(reference, 'resolveEffect', { by: 'anna', key, outcome: 'notDelivered' }),
    ).toMatchObject({
      ok: true,
    });
    expect(desk.collector.attempts).toHaveLength(1);
    await desk.book('1001', 'reversal', 10_000, 'back');
    await desk.run(reference);
    expect(desk.collector.keys).toContain('order');
  });

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
